package dev.portcullis.guard.wire;

import dev.portcullis.guard.text.Characters;
import java.nio.charset.StandardCharsets;

/** A text as a JSON string, in UTF-8. */
final class Quoted {

    /** By ASCII character what is written for it; null where that is itself. */
    private static final byte[][] ESCAPES = new byte[128][];
    /** By ASCII character how many bytes that has. */
    private static final byte[] SIZES = new byte[128];

    static {
        for (int c = 0; c < ' '; c++) {
            ESCAPES[c] = "\\u%04X".formatted(c).getBytes(StandardCharsets.US_ASCII);
        }
        String named = "b\bt\tn\nf\fr\r\"\"\\\\";
        for (int i = 0; i < named.length(); i += 2) {
            ESCAPES[named.charAt(i + 1)] = new byte[] {'\\', (byte) named.charAt(i)};
        }
        for (int c = 0; c < 128; c++) {
            SIZES[c] = (byte) (ESCAPES[c] == null ? 1 : ESCAPES[c].length);
        }
    }

    /** Bytes of an escape by number. */
    private static final int ESCAPE = 6;

    private Quoted() {
    }

    /** Half of a surrogate pair, which UTF-8 does not have, is written as the escape it came as. */
    static byte[] of(String text) {
        char[] characters = Characters.of(text);
        int length = text.length();
        byte[] json = new byte[size(characters, length)];
        json[0] = '"';
        json[json.length - 1] = '"';
        if (json.length == length + 2) {
            // A loop that a processor does several steps of at once.
            for (int at = 0; at < length; at++) {
                json[at + 1] = (byte) characters[at];
            }
            return json;
        }
        int to = 1;
        for (int at = 0; at < length; at++) {
            char c = characters[at];
            if (c < 128 && SIZES[c] == 1) {
                json[to++] = (byte) c;
            } else if (c < 128 || Character.isSurrogate(c) && !isPair(characters, at, length)) {
                byte[] escape = c < 128 ? ESCAPES[c] : half(c);
                System.arraycopy(escape, 0, json, to, escape.length);
                to += escape.length;
            } else if (c < 0x800) {
                json[to++] = (byte) (0xC0 | c >> 6);
                json[to++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isSurrogate(c)) {
                int codePoint = Character.toCodePoint(c, characters[++at]);
                json[to++] = (byte) (0xF0 | codePoint >> 18);
                json[to++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
                json[to++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
                json[to++] = (byte) (0x80 | codePoint & 0x3F);
            } else {
                json[to++] = (byte) (0xE0 | c >> 12);
                json[to++] = (byte) (0x80 | c >> 6 & 0x3F);
                json[to++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return json;
    }

    private static int size(char[] characters, int length) {
        int size = 2;
        for (int at = 0; at < length; at++) {
            char c = characters[at];
            if (c < 128) {
                size += SIZES[c];
            } else if (c < 0x800) {
                size += 2;
            } else if (!Character.isSurrogate(c)) {
                size += 3;
            } else if (isPair(characters, at, length)) {
                size += 4;
                at++;
            } else {
                size += ESCAPE;
            }
        }
        return size;
    }

    private static boolean isPair(char[] characters, int at, int length) {
        return Character.isHighSurrogate(characters[at]) && at + 1 < length && Character.isLowSurrogate(characters[at + 1]);
    }

    private static byte[] half(char c) {
        return ("\\u" + Integer.toHexString(c)).getBytes(StandardCharsets.US_ASCII);
    }
}
