package dev.portcullis.guard.pii.contact;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.List;

/**
 * Whether a country gives such numbers, by Google's libphonenumber. It is asked for at most fifteen digits that were found already, never
 * to search in text: its own patterns are matched in bounded time then.
 */
final class NumberPlans {

    /** Whose numbers are recognised as they are dialled at home. */
    static final List<String> REGIONS = List.of("GB", "DE", "FR", "IT", "JP", "AU", "NL", "BE", "CH", "SE", "IN", "CN", "ZA", "IL", "BR", "ES", "US");

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private NumberPlans() {
    }

    /** @param digits with the country's code in front; a 0 in brackets left out */
    static boolean isInternational(String digits) {
        for (int length = 1; length <= 3 && length < digits.length(); length++) {
            int country = Integer.parseInt(digits.substring(0, length));
            String region = PLANS.getRegionCodeForCountryCode(country);
            if (!region.equals("ZZ")) {
                return PLANS.isValidNumber(number(country, digits.substring(length)));
            }
        }
        return false;
    }

    /** @param digits with the 0 in front, if there is one */
    static boolean isNational(String digits) {
        for (String region : REGIONS) {
            boolean zero = digits.charAt(0) == '0';
            boolean without = region.equals("BR") || region.equals("ES") || region.equals("US") || region.equals("IN") || region.equals("CN");
            if (!zero && !without && !region.equals("IT")) {
                continue;
            }
            String dialled = zero && !region.equals("IT") ? digits.substring(1) : digits;
            if (PLANS.isValidNumberForRegion(number(PLANS.getCountryCodeForRegion(region), dialled), region)) {
                return true;
            }
        }
        return false;
    }

    private static Phonenumber.PhoneNumber number(int country, String digits) {
        Phonenumber.PhoneNumber number = new Phonenumber.PhoneNumber().setCountryCode(country).setNationalNumber(Long.parseLong(digits));
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }
}
