package dev.portcullis.config.yaml;

import java.util.Optional;

/**
 * Ids of prompts in which {@code *} stands for any number of characters. Whether there are such prompts nobody knows yet: they may be
 * published later. What can be no prompt's id is a mistake, and would match nothing for ever.
 */
public final class PromptPattern {

    private static final int LONGEST = 128;

    /** What is wrong with one that can match no prompt. */
    public static final String WRONG = "is no prompt's id: at most " + LONGEST + " letters, digits, '.', '_' and '-' are expected, a letter or a digit"
            + " first, and '*' for any number of them";

    private PromptPattern() {}

    /** The pattern; one that can match no prompt is a problem of the file. */
    public static Optional<String> read(Value value) {
        return value.text().filter(pattern -> {
            boolean fits = canMatch(pattern);
            if (!fits) {
                value.problem(value.shown() + " " + WRONG);
            }
            return fits;
        });
    }

    public static boolean canMatch(String pattern) {
        return !pattern.isEmpty() && (pattern.charAt(0) == '*' || isLetterOrDigit(pattern.charAt(0)))
                && pattern.chars().allMatch(sign -> isLetterOrDigit(sign) || "._-*".indexOf(sign) >= 0)
                && pattern.chars().filter(sign -> sign != '*').count() <= LONGEST;
    }

    private static boolean isLetterOrDigit(int sign) {
        return sign < 128 && Character.isLetterOrDigit(sign);
    }
}
