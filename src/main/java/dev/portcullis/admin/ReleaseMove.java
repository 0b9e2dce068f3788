package dev.portcullis.admin;

import java.util.regex.Pattern;

/** What operators send to move a release of a prompt or of a model on, or back. */
final class ReleaseMove {

    /**
     * @param percentage how many of a hundred get green: a whole number from 0 to 100
     * @param reason     for the audit; may be left out
     */
    public record WantedShare(Integer percentage, String reason) {
    }

    /** @param reason for the audit */
    public record WantedReason(String reason) {
    }

    static final String NOTHING_TO_ROLL_BACK = "nothing_to_roll_back";

    private static final int MOST_REASON = 500;
    /** Control characters, and halves of pairs, which no text of the database can hold. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private ReleaseMove() {
    }

    static int percentage(WantedShare wanted) {
        if (wanted == null) {
            throw Problem.malformed("Expected a JSON object with 'percentage', and with 'reason' if the audit is to have one.");
        }
        if (wanted.percentage == null) {
            throw Problem.invalid("percentage", "'percentage' is missing: a whole number from 0 to 100 is expected.");
        }
        if (wanted.percentage < 0 || wanted.percentage > 100) {
            throw Problem.invalid("percentage", "Invalid value for 'percentage': a whole number from 0 to 100 is expected.");
        }
        return wanted.percentage;
    }

    /** @return null where there is none */
    static String reason(WantedReason wanted) {
        return wanted == null ? null : reason(wanted.reason);
    }

    static String neededReason(WantedReason wanted) {
        String reason = reason(wanted);
        if (reason == null) {
            throw Problem.invalid("reason", "'reason' is missing: say why for the audit.");
        }
        return reason;
    }

    /** @return null where there is none */
    static String reason(String given) {
        if (given != null && (given.isBlank() || given.codePointCount(0, given.length()) > MOST_REASON || UNPRINTABLE.matcher(given).find())) {
            throw Problem.invalid("reason", "Invalid value for 'reason': 1 to " + MOST_REASON + " characters are expected, none of them a control character.");
        }
        return given;
    }
}
