package dev.portcullis.config.yaml;

import java.util.regex.Pattern;

/**
 * What of the file's own text a message may repeat. A typo can turn a secret into a key, or a part of another value, so only
 * what looks like a word is repeated: no spaces, no line breaks, not long.
 */
final class Shown {

    private static final int LONGEST = 64;
    private static final Pattern WORD = Pattern.compile("[!-~]{1," + LONGEST + "}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,15}([-_][A-Za-z0-9]{1,15}){0,3}");

    private Shown() {}

    /** A name as a step of a path: one line, visible, not long. */
    static String name(String name) {
        String visible = name.replaceAll("[^!-~]", "?");
        return visible.length() <= LONGEST ? visible : visible.substring(0, LONGEST) + "...";
    }

    static boolean looksLikeKey(String text) {
        return KEY.matcher(text).matches();
    }

    static String value(String text) {
        return WORD.matcher(text).matches() ? "'" + text + "'" : "this value";
    }
}
