package dev.portcullis.guard.pii.contact;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneNumberDesc;
import java.util.List;

/**
 * The numbers one region gives, from libphonenumber's tables: those that its general pattern and one of its kinds of numbers have, each
 * of a length that is possible for it, as {@code PhoneNumberUtil.isValidNumberForRegion} has it. Immutable.
 */
final class NumberPlan {

    private static final int GENERAL = 1;

    private final DigitSets numbers;
    /** By set, a bit for each length; all of them where any length will do. */
    private final int[] lengths;
    /** Of regions that share a country's code: with which digits theirs begin. Null where that is not said. */
    private final DigitSets leading;

    NumberPlan(PhoneMetadata region) {
        List<PhoneNumberDesc> kinds = List.of(region.getGeneralDesc(), region.getPremiumRate(), region.getTollFree(), region
                .getSharedCost(),
                region.getVoip(), region.getPersonalNumber(), region.getPager(), region.getUan(), region.getVoicemail(), region
                        .getFixedLine(),
                region.getMobile());
        numbers = new DigitSets(kinds.stream().map(PhoneNumberDesc::getNationalNumberPattern).toList());
        lengths = kinds.stream().mapToInt(NumberPlan::lengths).toArray();
        leading = region.hasLeadingDigits() ? new DigitSets(List.of(region.getLeadingDigits())) : null;
    }

    private static int lengths(PhoneNumberDesc kind) {
        return kind.getPossibleLengthCount() == 0 ? -1
                : kind.getPossibleLengthList().stream().filter(length -> length >= 0).mapToInt(length -> 1 << length)
                .reduce(0, (a, b) -> a | b);
    }

    /** @param digits at most 31 of them, without the country's code and what is dialled at home before */
    boolean gives(char[] digits, int from, int to) {
        int sets = numbers.of(digits, from, to);
        if ((sets & GENERAL) == 0 || !fits(0, to - from)) {
            return false;
        }
        for (int set = 1; set < lengths.length; set++) {
            if ((sets >> set & 1) != 0 && fits(set, to - from)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(int set, int length) {
        return (lengths[set] >> length & 1) != 0;
    }

    boolean saysHowItBegins() {
        return leading != null;
    }

    /** Whether numbers that begin so are this region's, given or not. */
    boolean hasBeginning(char[] digits, int from, int to) {
        return leading.begins(digits, from, to);
    }

    int rows() {
        return numbers.rows();
    }
}
