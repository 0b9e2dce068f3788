package dev.portcullis.pipeline.tokens;

import java.nio.charset.StandardCharsets;

/** Reads what stands between the quotes of a JSON string, which may be cut anywhere. */
final class JsonText {

    private static final int LONGEST_CHARACTER = 4;

    private JsonText() {
    }

    static String read(byte[] json, int length) {
        int whole = withoutCutCharacter(json, length);
        byte[] plain = new byte[whole];
        StringBuilder text = new StringBuilder(whole);
        int at = 0;
        int run = 0;
        while (at < whole) {
            if (json[at] != '\\') {
                plain[run++] = json[at++];
                continue;
            }
            text.append(new String(plain, 0, run, StandardCharsets.UTF_8));
            run = 0;
            at = escape(json, at, whole, text);
        }
        return text.append(new String(plain, 0, run, StandardCharsets.UTF_8)).toString();
    }

    /** @return behind the escape, or the end if it is cut */
    private static int escape(byte[] json, int at, int end, StringBuilder text) {
        if (at + 1 >= end) {
            return end;
        }
        byte kind = json[at + 1];
        if (kind != 'u') {
            text.append(switch (kind) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case 'b' -> '\b';
                case 'f' -> '\f';
                default -> (char) kind;
            });
            return at + 2;
        }
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = i < end ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                return i < end ? i : end;
            }
            code = code << 4 | digit;
        }
        text.append((char) code);
        return at + 6;
    }

    /** Where a character of UTF-8 that is not whole begins at the end, else the end. */
    private static int withoutCutCharacter(byte[] json, int length) {
        int start = length - 1;
        while (start >= 0 && length - start < LONGEST_CHARACTER && (json[start] & 0xc0) == 0x80) {
            start--;
        }
        if (start < 0) {
            return length;
        }
        int first = json[start] & 0xff;
        int needed = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        return start + needed > length ? start : length;
    }
}
