package dev.portcullis.guard.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes runs of base64, base32 and hexadecimal digits that turn out to be text. All runs of one encoding make one view, a line
 * each, and every character of a run stands for the whole of it, since a part of it cannot be cut out. Tokens (JWT) are left alone.
 */
final class Encoded {

    private static final int SHORTEST_LINE = 40;
    private static final int TASTE = 32;
    private static final byte[] BASE64 = values("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    private static final byte[] BASE32 = values("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    private static final byte[] BASE16 = values("0123456789abcdef");

    static {
        BASE64['-'] = 62;
        BASE64['_'] = 63;
        for (char c = 'A'; c <= 'F'; c++) {
            BASE16[c] = (byte) (c - 'A' + 10);
        }
    }

    private final View from;
    private final char[] text;
    private final int length;
    private final Budget budget;
    private Writing base64;
    private Writing base32;
    private Writing hexadecimal;
    private int tokenGoesOn = -1;
    /** Of the run that is decoded: its digits, and the bytes that they make. One after the other uses the same. */
    private byte[] digits = {};
    private byte[] bytes = {};

    private Encoded(View from, Budget budget) {
        this.from = from;
        this.text = Characters.of(from.text());
        this.length = from.text().length();
        this.budget = budget;
    }

    static List<View> of(View clean, Budget budget) {
        Encoded encoded = new Encoded(clean, budget);
        encoded.read();
        if (encoded.base64 == null && encoded.base32 == null && encoded.hexadecimal == null) {
            return List.of();
        }
        List<View> views = new ArrayList<>(3);
        if (encoded.base64 != null) {
            views.add(encoded.base64.done("base64"));
        }
        if (encoded.base32 != null) {
            views.add(encoded.base32.done("base32"));
        }
        if (encoded.hexadecimal != null) {
            views.add(encoded.hexadecimal.done("hexadecimal"));
        }
        return views;
    }

    private void read() {
        int at = 0;
        while (at < length) {
            if (value(BASE64, text[at]) < 0 && text[at] != '=') {
                at++;
                continue;
            }
            int pairs = pairs(at);
            int end = pairs > at ? pairs : run(at);
            if (end - at >= Survey.RUN && !token(at, end)) {
                decode(at, end, pairs > at);
            }
            at = Math.max(end, at + 1);
        }
    }

    /** The end of pairs of hexadecimal digits with a space, colon or hyphen between, if there are at least eight. */
    private int pairs(int start) {
        int at = start;
        int count = 0;
        while (at + 1 < length && value(BASE16, text[at]) >= 0 && value(BASE16, text[at + 1]) >= 0) {
            count++;
            at += 2;
            char between = at < length ? text[at] : 0;
            if (between != ' ' && between != ':' && between != '-' || at + 1 >= length || value(BASE16, text[at + 1]) < 0) {
                break;
            }
            at++;
        }
        return count >= Survey.RUN / 2 ? at : start;
    }

    /** The end of a run of characters of base64; it goes on over a line end if the lines are long ones. */
    private int run(int start) {
        int at = start;
        int line = start;
        while (at < length) {
            char c = text[at];
            if (value(BASE64, c) >= 0 || c == '=') {
                at++;
                continue;
            }
            int next = c == '\r' && at + 1 < length && text[at + 1] == '\n' ? at + 2 : c == '\n' ? at + 1 : -1;
            if (next < 0 || at - line < SHORTEST_LINE || next >= length || value(BASE64, text[next]) < 0) {
                break;
            }
            at = next;
            line = next;
        }
        return at;
    }

    /** Whether it is a part of a JSON Web Token: runs with dots between, of which the first is JSON. */
    private boolean token(int start, int end) {
        boolean part = start == tokenGoesOn || start + 2 < length && text[start] == 'e' && text[start + 1] == 'y' && text[start + 2] == 'J';
        if (part && end + 1 < length && text[end] == '.' && value(BASE64, text[end + 1]) >= 0) {
            tokenGoesOn = end + 1;
            return true;
        }
        return start == tokenGoesOn;
    }

    private void decode(int start, int end, boolean pairs) {
        int most = Math.min(end - start, budget.left());
        digits = room(digits, most);
        int count = 0;
        boolean sixteen = true;
        boolean thirtyTwo = true;
        for (int i = start; i < end && count < most; i++) {
            char c = text[i];
            if (value(BASE64, c) >= 0 && !(pairs && c == '-')) {
                digits[count++] = (byte) c;
                sixteen &= value(BASE16, c) >= 0;
                thirtyTwo &= value(BASE32, c) >= 0;
            }
        }
        if (sixteen && count % 2 == 0) {
            String decoded = bits(count, BASE16, 4);
            if (decoded != null) {
                hexadecimal = write(hexadecimal, decoded, start, end);
                return;
            }
        }
        if (thirtyTwo) {
            String decoded = bits(count, BASE32, 5);
            if (decoded != null) {
                base32 = write(base32, decoded, start, end);
                return;
            }
        }
        String decoded = count % 4 == 1 ? null : bits(count, BASE64, 6);
        if (decoded != null) {
            base64 = write(base64, decoded, start, end);
        }
    }

    /** Puts the bits of the digits together. @return null where they make no text */
    private String bits(int count, byte[] values, int each) {
        int most = (int) ((long) count * each / 8);
        bytes = room(bytes, most);
        int held = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < count && length < most; i++) {
            held = held << each | values[digits[i]];
            bits += each;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
            if (length == TASTE && bits < 8 && !tastesOfText(bytes)) {
                return null;
            }
        }
        String decoded = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return Plausible.text(decoded) ? decoded : null;
    }

    private static byte[] room(byte[] array, int size) {
        return array.length < size ? new byte[size] : array;
    }

    /** A look at the first bytes, so that an image is not decoded to its end. */
    private static boolean tastesOfText(byte[] bytes) {
        int printable = 0;
        for (int i = 0; i < TASTE; i++) {
            printable += bytes[i] >= ' ' || bytes[i] < 0 || bytes[i] == '\n' || bytes[i] == '\t' || bytes[i] == '\r' ? 1 : 0;
        }
        return printable > TASTE * 3 / 4;
    }

    private Writing write(Writing writing, String decoded, int start, int end) {
        Writing to = writing == null ? new Writing(from, decoded.length() + 1) : writing;
        if (to.length() > 0) {
            to.add('\n', start, start + 1);
        }
        to.add(decoded, start, end);
        budget.take(decoded.length(), decoded.length());
        return to;
    }

    private static int value(byte[] values, char c) {
        return c < 128 ? values[c] : -1;
    }

    private static byte[] values(String digits) {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        return values;
    }
}
