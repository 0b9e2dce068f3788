package dev.portcullis.config.guard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many instructions a regular expression becomes, at most. RE2/J writes counted repeats out when it compiles, one inside another
 * too, and {@code (a{1000}){1000}} is a million of them: that must be known before. Of a text that is no regular expression, any number.
 */
public final class PatternSize {

    /** Begin, end, and what finds the place to start from. */
    private static final int FRAME = 8;
    private static final int GROUP = 2;
    private static final int STAR = 2;
    private static final long HUGE = 1L << 40;

    private final String pattern;
    private final Deque<Long> outer = new ArrayDeque<>();
    private int at;
    private long group;
    private long last;

    private PatternSize(String pattern) {
        this.pattern = pattern;
    }

    public static long of(String pattern) {
        return new PatternSize(pattern).count();
    }

    private long count() {
        while (at < pattern.length() && group < HUGE) {
            switch (pattern.charAt(at++)) {
                case '\\' -> escape();
                case '[' -> characters();
                case '(' -> open();
                case ')' -> {
                    last = group + GROUP;
                    group = last + (outer.isEmpty() ? 0 : outer.pop());
                }
                case '{' -> repeat();
                case '*', '+', '?', '|' -> group += STAR;
                default -> add();
            }
        }
        return outer.stream().mapToLong(Long::longValue).sum() + group + FRAME;
    }

    private void open() {
        if (flags()) {
            at = pattern.indexOf(')', at) + 1;
        } else {
            outer.push(group);
            group = 0;
            last = 0;
        }
    }

    /** Flags alone are nothing that could be repeated: what follows them repeats what stands before. */
    private boolean flags() {
        int end = pattern.startsWith("?", at) ? at + 1 : pattern.length();
        while (end < pattern.length() && (Character.isLetter(pattern.charAt(end)) || pattern.charAt(end) == '-')) {
            end++;
        }
        return end < pattern.length() && pattern.charAt(end) == ')';
    }

    private void add() {
        group++;
        last = 1;
    }

    private void escape() {
        if (pattern.startsWith("Q", at)) {
            int end = pattern.indexOf("\\E", at);
            int literal = (end < 0 ? pattern.length() : end) - at - 1;
            group += literal;
            last = 1;
            at = end < 0 ? pattern.length() : end + 2;
            return;
        }
        boolean named = pattern.startsWith("x{", at) || pattern.startsWith("p{", at) || pattern.startsWith("P{", at);
        int close = named ? pattern.indexOf('}', at) : at;
        at = close < 0 ? pattern.length() : close + 1;
        add();
    }

    /** A class is one instruction; what stands in it must not be taken for anything else. */
    private void characters() {
        if (pattern.startsWith("^", at)) {
            at++;
        }
        boolean first = true;
        while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
            int end = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
            at = end >= 0 ? end + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
            first = false;
        }
        at++;
        add();
    }

    /** What is repeated stands there as often as it may occur, each time with a way past it. */
    private void repeat() {
        int close = pattern.indexOf('}', at);
        String[] bounds = close < 0 ? new String[0] : pattern.substring(at, close).split(",", -1);
        long most = 0;
        for (String bound : bounds) {
            if (bound.length() > 4 || !bound.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                add();
                return;
            }
            most = Math.max(most, bound.isEmpty() ? 0 : Long.parseLong(bound));
        }
        if (bounds.length == 0) {
            add();
            return;
        }
        long repeated = (most + 1) * (last + STAR);
        group += repeated;
        last += repeated;
        at = close + 1;
    }
}
