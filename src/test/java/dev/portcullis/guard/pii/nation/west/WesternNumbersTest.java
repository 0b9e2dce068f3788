package dev.portcullis.guard.pii.nation.west;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class WesternNumbersTest {

    @Test
    void nationalInsuranceNumbersHaveNoForbiddenLetters() {
        Found.in(UkNationalInsurance.recogniser(),
                "nino: <JC 40 06 92 C>",
                "<EW650552B> is hers",
                "no BG123612A",
                "nor UV 98 76 54 B",
                "nor JC 40 06 92 E");
    }

    @Test
    void nhsNumbersNeedTheirWordOrTheirGroups() {
        Found.in(UkNationalHealth.recogniser(),
                "NHS number <943 476 5919>",
                "<943 476 5919> is written so",
                "order 9434765919 is not",
                "NHS 943 476 5918 has a wrong digit");
    }

    @Test
    void germanTaxNumbersHaveTheirCheckDigit() {
        Found.in(GermanTax.recogniser(),
                "IdNr. <86095742719> liegt vor",
                "<86 095 742 719>",
                "Steuer-ID 86095742718",
                "Auftrag 86095742719 ist da");
    }

    @Test
    void spanishNumbersHaveTheirLetter() {
        Found.in(SpanishNif.recogniser(),
                "<12345678Z>",
                "<12345678-z> aquí",
                "12345678A",
                "112345678Z");
    }

    @Test
    void foreignersInSpainBeginWithALetter() {
        Found.in(SpanishNie.recogniser(),
                "NIE <X9613851N>",
                "<z8078221m>",
                "X9613851Q",
                "A9613851N");
    }

    @Test
    void fiscalCodesHaveAMonth() {
        Found.in(ItalianFiscal.recogniser(),
                "<RSSMRA85T10A562S>",
                "codice fiscale <RSSMRA85T10A562S>.",
                "RSSMRA85F10A562S");
    }

    @Test
    void dutchNumbersNeedTheirWord() {
        Found.in(DutchCitizen.recogniser(),
                "BSN <111222333>",
                "burgerservicenummer: <1112.22.333>",
                "order 111222333",
                "BSN 111222334");
    }

    @Test
    void frenchNumbersHaveTheirKey() {
        Found.in(FrenchInsee.recogniser(),
                "NIR <2 55 08 14 168 025 38>",
                "<255081416802538>",
                "255081416802539",
                "1 85 13 78 006 084 91");
    }

    @Test
    void belgianNumbersHoldTheirRemainder() {
        Found.in(BelgianNational.recogniser(),
                "<85.07.30-033.28>",
                "85.07.30-033.29",
                "rijksregisternummer <85073003328>");
    }

    @Test
    void swissNumbersAreEans() {
        Found.in(SwissInsured.recogniser(),
                "AHV <756.9217.0769.85>",
                "<7569217076985>",
                "756.9217.0769.84");
    }

    @Test
    void portugueseNumbersNeedTheirWord() {
        Found.in(PortugueseTax.recogniser(),
                "NIF <123456789>",
                "contribuinte <123 456 789>",
                "NIF 123456788",
                "total 123456789");
    }

    @Test
    void irishNumbersNeedTheirWord() {
        Found.in(IrishPersonal.recogniser(),
                "PPS number <1234567T>",
                "PPSN <1234567FA>",
                "PPS 1234567X",
                "part 1234567T");
    }
}
