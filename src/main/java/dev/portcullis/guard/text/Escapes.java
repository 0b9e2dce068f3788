package dev.portcullis.guard.text;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads escapes as the characters they stand for, in place: {@code %20} (UTF-8), {@code &#105;} and {@code &lt;}, and what source
 * code writes as {@code \x41} and {@code \u0041}. A text with a single one is left alone.
 */
final class Escapes {

    private static final int FEWEST = 2;
    private static final int LONGEST_ENTITY = 10;
    private static final Map<String, String> NAMED = Map.ofEntries(Map.entry("lt", "<"), Map.entry("gt", ">"), Map.entry("amp", "&"),
            Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", " "), Map.entry("shy", ""), Map.entry("zwnj", ""),
            Map.entry("zwj", ""), Map.entry("colon", ":"), Map.entry("lsqb", "["), Map.entry("rsqb", "]"), Map.entry("vert", "|"),
            Map.entry("num", "#"), Map.entry("commat", "@"), Map.entry("period", "."), Map.entry("sol", "/"), Map.entry("Tab", "\t"),
            Map.entry("NewLine", "\n"), Map.entry("ensp", " "), Map.entry("emsp", " "), Map.entry("thinsp", " "));

    private final String text;
    private final Writing out;
    private final Budget budget;
    private int count;
    /** Up to where the text was written. */
    private int kept;

    private Escapes(View from, Budget budget) {
        this.text = from.text();
        this.out = new Writing(from, text.length());
        this.budget = budget;
    }

    /** @return null where fewer than two escapes are written */
    static View of(View clean, Budget budget) {
        if (clean.text().length() > budget.left()) {
            return null;
        }
        Escapes escapes = new Escapes(clean, budget);
        escapes.read();
        if (escapes.count < FEWEST) {
            return null;
        }
        budget.take(escapes.out.length(), escapes.count);
        return escapes.out.done("escapes");
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            int end = switch (text.charAt(at)) {
                case '%' -> percent(at);
                case '&' -> entity(at);
                case '\\' -> backslash(at);
                default -> at;
            };
            count += end == at ? 0 : 1;
            at = end == at ? at + 1 : end;
        }
        out.keep(kept, at);
    }

    private void write(String meant, int start, int end) {
        out.keep(kept, start);
        out.add(meant, start, end);
        kept = end;
    }

    private int percent(int start) {
        int first = number(start + 1, 2, 16);
        if (first < 0) {
            return start;
        }
        int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int at = start + 3 * i;
            int value = at < text.length() && text.charAt(at) == '%' ? number(at + 1, 2, 16) : -1;
            if (value < 0) {
                return start;
            }
            bytes[i] = (byte) value;
        }
        int end = start + 3 * length;
        write(new String(bytes, StandardCharsets.UTF_8), start, end);
        return end;
    }

    private int entity(int start) {
        int end = start + 1;
        while (end < text.length() && end - start <= LONGEST_ENTITY && text.charAt(end) != ';') {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != ';' || end - start < 3) {
            return start;
        }
        if (text.charAt(start + 1) == '#') {
            boolean sixteen = text.charAt(start + 2) == 'x' || text.charAt(start + 2) == 'X';
            int digits = start + (sixteen ? 3 : 2);
            return character(number(digits, end - digits, sixteen ? 16 : 10), start, end + 1);
        }
        String named = NAMED.get(text.substring(start + 1, end));
        if (named == null) {
            return start;
        }
        write(named, start, end + 1);
        return end + 1;
    }

    private int backslash(int start) {
        char kind = start + 1 < text.length() ? text.charAt(start + 1) : 0;
        return switch (kind) {
            case 'x' -> character(number(start + 2, 2, 16), start, start + 4);
            case 'u' -> start + 2 < text.length() && text.charAt(start + 2) == '{' ? braces(start)
                    : unit(number(start + 2, 4, 16), start, start + 6);
            case 'U' -> character(number(start + 2, 8, 16), start, start + 10);
            default -> start;
        };
    }

    private int braces(int start) {
        int end = text.indexOf('}', start + 3, Math.min(text.length(), start + LONGEST_ENTITY));
        return end < 0 ? start : character(number(start + 3, end - start - 3, 16), start, end + 1);
    }

    /** A code unit as it is: two of them make a character beyond the first 65,536. */
    private int unit(int value, int start, int end) {
        if (value < 0) {
            return start;
        }
        write(String.valueOf((char) value), start, end);
        return end;
    }

    private int character(int value, int start, int end) {
        if (value < 0 || !Character.isValidCodePoint(value)) {
            return start;
        }
        write(Character.toString(value), start, end);
        return end;
    }

    /** @return -1 where there are not so many digits */
    private int number(int start, int length, int radix) {
        if (length < 1 || length > 8 || start + length > text.length()) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < start + length; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }
}
