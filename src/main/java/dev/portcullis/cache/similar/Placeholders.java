package dev.portcullis.cache.similar;

/**
 * Finds what guards put in the place of personal data and forbidden words, {@code [EMAIL_ADDRESS_1]}. A question with one is compared
 * with none: another person's may look the same, or have the same two people the other way round, and what will be put back into its
 * answer is not in its text. Whatever else is one word in square brackets is taken for one, too.
 */
final class Placeholders {

    /** As long as the name of an operator's policy can be. */
    private static final int LONGEST = 64;

    private Placeholders() {
    }

    static boolean in(String text) {
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
            int at = open + 1;
            while (at < text.length() && at - open <= LONGEST && isPart(text.charAt(at))) {
                at++;
            }
            if (at > open + 1 && at < text.length() && text.charAt(at) == ']') {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.';
    }
}
