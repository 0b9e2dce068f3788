package dev.portcullis.admin;

/** How much of a list an answer holds. */
final class Limits {

    static final int DEFAULT = 100;
    static final int MOST = 1_000;

    private Limits() {
    }

    /** @param given as the query has it, or null */
    static int read(String given) {
        if (given == null) {
            return DEFAULT;
        }
        if (!given.matches("[0-9]{1,4}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > MOST) {
            throw Problem.invalid("limit", "Invalid value for 'limit': a whole number from 1 to " + MOST + " is expected.");
        }
        return Integer.parseInt(given);
    }
}
