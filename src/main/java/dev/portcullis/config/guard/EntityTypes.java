package dev.portcullis.config.guard;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The types of personal data that {@code entities} may name. Where a recogniser is added, its type is added here. */
public final class EntityTypes {

    public static final List<String> ALL = List.of(
            "EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS", "MAC_ADDRESS", "US_SSN", "US_ITIN",
            "UK_NINO", "UK_NHS", "DE_TAX_ID", "ES_NIF", "ES_NIE", "IT_FISCAL_CODE", "PL_PESEL", "IN_AADHAAR", "IN_PAN", "AU_TFN",
            "AU_MEDICARE", "CA_SIN", "BR_CPF", "NL_BSN", "SE_PERSONNUMMER", "FI_HETU", "SG_NRIC", "KR_RRN", "FR_NIR", "US_PASSPORT",
            "US_DRIVER_LICENSE", "US_BANK_NUMBER", "ABA_ROUTING", "US_NPI", "CRYPTO", "URL", "SECRET", "DATE_OF_BIRTH", "LOCATION",
            "PERSON",
            "AR_CUIL", "BE_NRN", "BG_EGN", "BR_CNPJ", "CH_AHV", "CL_RUT", "CN_ID", "CZ_BIRTH_NUMBER", "DK_CPR", "HK_ID",
            "HR_OIB", "IE_PPS", "IL_ID", "IN_PASSPORT", "JP_MY_NUMBER", "MRN", "MX_CURP", "NO_FNR", "PASSPORT", "PT_NIF",
            "RO_CNP", "TH_ID", "TR_TCKN", "TW_ID", "UK_DRIVER_LICENCE", "VEHICLE", "ZA_ID");

    /** What is looked for where {@code entities} is left out. */
    public static final Set<String> DEFAULT =
            inOrder("EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS", "SECRET");

    private EntityTypes() {}

    private static Set<String> inOrder(String... types) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(types)));
    }
}
