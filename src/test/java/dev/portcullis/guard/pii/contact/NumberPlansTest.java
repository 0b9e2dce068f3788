package dev.portcullis.guard.pii.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Our tables answer as the library does that they are made from. */
class NumberPlansTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private static boolean isInternational(String digits) {
        return NumberPlans.isInternational(digits.toCharArray(), digits.length());
    }

    private static boolean isNational(String digits) {
        return NumberPlans.isNational(digits.toCharArray(), digits.length());
    }

    /** Numbers of every country, given ones and such as differ from one in a few digits, or in their length. */
    @Test
    void numbersOfEveryCountryAreWhatTheLibrarySays() {
        Random random = new Random(20261129);
        int given = 0;
        int numbers = 0;
        for (String region : LIBRARY.getSupportedRegions()) {
            for (PhoneNumberType type : LIBRARY.getSupportedTypesForRegion(region)) {
                PhoneNumber example = LIBRARY.getExampleNumberForType(region, type);
                for (int i = 0; example != null && i < 12; i++) {
                    String digits = changed(LIBRARY.getNationalSignificantNumber(example), i, random);
                    String dialled = LIBRARY.getCountryCodeForRegion(region) + digits;
                    boolean expected = LIBRARY.isValidNumber(number(LIBRARY.getCountryCodeForRegion(region), digits));
                    assertEquals(expected, isInternational(dialled), dialled);
                    given += expected ? 1 : 0;
                    numbers++;
                }
            }
        }
        int valid = given;
        assertTrue(numbers > 10_000 && valid > numbers / 3 && valid < numbers * 9 / 10, () -> valid + " given");
    }

    @Test
    void numbersAsTheyAreDialledAtHomeAreWhatTheLibrarySays() {
        Random random = new Random(7);
        int given = 0;
        for (int i = 0; i < 40_000; i++) {
            StringBuilder digits = new StringBuilder(random.nextInt(3) > 0 ? "0" : "");
            int length = 7 + random.nextInt(6);
            while (digits.length() < length) {
                digits.append((char) ('0' + random.nextInt(10)));
            }
            boolean expected = NumberPlans.REGIONS.stream().anyMatch(region -> isGivenAtHome(digits.toString(), region));
            assertEquals(expected, isNational(digits.toString()), digits.toString());
            given += expected ? 1 : 0;
        }
        assertTrue(given > 4_000 && given < 36_000, given + " given");
    }

    @Test
    void numbersOfNoCountryAreNone() {
        Stream.of("80012345678", "8781234567", "99912345678", "2101234567", "0012345678", "001", "1").forEach(digits ->
                assertEquals(digits.startsWith("800"), isInternational(digits), digits));
    }

    @Test
    void aDigitIsInEverySetWhosePatternHasIt() {
        DigitSets sets = new DigitSets(List.of("[2-4]\\d{2}", "3(?:0|1[25-7])?", "", "\\d{1,3}|77"));
        assertEquals(0b1001, of(sets, "234"));
        assertEquals(0b1011, of(sets, "316"));
        assertEquals(0b1010, of(sets, "30"));
        assertEquals(0b1000, of(sets, "77"));
        assertEquals(0, of(sets, "3161"));
        assertEquals(0, of(sets, ""));
        assertTrue(new DigitSets(List.of("31|2")).begins("3145".toCharArray(), 0, 4));
        assertThrows(IllegalArgumentException.class, () -> new DigitSets(List.of("1+")));
    }

    private static int of(DigitSets sets, String digits) {
        return sets.of(digits.toCharArray(), 0, digits.length());
    }

    private static String changed(String digits, int times, Random random) {
        StringBuilder changed = new StringBuilder(digits);
        for (int i = 0; i < times / 2; i++) {
            changed.setCharAt(random.nextInt(changed.length()), (char) ('0' + random.nextInt(10)));
        }
        if (times % 4 == 3) {
            changed.insert(random.nextInt(changed.length()), random.nextInt(10));
        } else if (times % 4 == 2 && changed.length() > 4) {
            changed.deleteCharAt(random.nextInt(changed.length()));
        }
        return changed.toString();
    }

    private static boolean isGivenAtHome(String digits, String region) {
        boolean zero = digits.charAt(0) == '0';
        if (!zero && !List.of("BR", "ES", "US", "IN", "CN", "IT").contains(region)) {
            return false;
        }
        String dialled = zero && !region.equals("IT") ? digits.substring(1) : digits;
        return LIBRARY.isValidNumberForRegion(number(LIBRARY.getCountryCodeForRegion(region), dialled), region);
    }

    private static PhoneNumber number(int country, String digits) {
        PhoneNumber number = new PhoneNumber().setCountryCode(country).setNationalNumber(Long.parseLong(digits));
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros == 0 ? number : number.setItalianLeadingZero(true).setNumberOfLeadingZeros(zeros);
    }
}
