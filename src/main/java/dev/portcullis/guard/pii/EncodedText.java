package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Run;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Personal data in base64 (RFC 4648, either alphabet): what decodes to readable text in which something is found is taken away as a
 * whole, as the first of what was found. Nothing is decoded twice over. Where long words follow each other closely in one run, each but the
 * first two is decoded for 256 characters: what is found there still takes the rest of the run away.
 */
final class EncodedText implements Recogniser {

    private static final double READABLE = .85;
    private static final int SHORTEST = 12;
    /** Of this many characters at first, so that what is no text is not decoded to its end; less must be readable of them. */
    private static final int TASTE = 96;
    private static final double TASTES = .6;
    /** Behind {@link #MOST_WORDS} long words within so many characters of the same run, so many are decoded and not all. */
    private static final int CROWDED = 256;
    private static final int MOST_WORDS = 2;
    private static final byte[] VALUES = values();

    private final PersonalData inner;

    EncodedText(PersonalData inner) {
        this.inner = inner;
    }

    @Override
    public String type() {
        return Findings.NOTHING;
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Long());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        int coded = reading.end(Run.BASE64, anchor, Reading.LONGEST);
        if (!isReadable(decoded(reading, anchor, Math.min(coded, anchor + TASTE)), false)) {
            return;
        }
        int looked = isCrowded(reading, anchor) ? Math.min(coded, anchor + CROWDED) : coded;
        String text = decoded(reading, anchor, looked);
        if (isReadable(text, true)) {
            List<Entity> found = inner.find(text);
            if (!found.isEmpty()) {
                int end = coded;
                while (end - coded < 2 && reading.at(end) == '=') {
                    end++;
                }
                findings.add(found.getFirst().type(), anchor, end, found.getFirst().score());
            }
        }
    }

    /** Whether other long words of the same run stand so near before it that it would be decoded over and over. */
    private static boolean isCrowded(Reading reading, int anchor) {
        int words = 0;
        int letters = 0;
        for (int i = anchor - 1; anchor - i <= CROWDED && Run.BASE64.has(reading.peek(i)); i--) {
            letters = Letters.isWord(reading.peek(i)) ? letters + 1 : 0;
            words += letters == Anchor.LONG ? 1 : 0;
        }
        return words >= MOST_WORDS;
    }

    /** What these characters hold, in UTF-8. */
    private static String decoded(Reading reading, int start, int end) {
        byte[] bytes = new byte[(end - start) * 6 / 8];
        int length = 0;
        int held = 0;
        int bits = 0;
        for (int i = start; i < end && length < bytes.length; i++) {
            held = held << 6 | VALUES[reading.at(i)];
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isReadable(String text, boolean whole) {
        int unreadable = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean readable = c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t' || c > 0xA0 && c != 0xFFFD;
            unreadable += readable ? 0 : 1;
        }
        return text.length() >= SHORTEST && unreadable <= text.length() * (whole ? 1 - READABLE : 1 - TASTES);
    }

    private static byte[] values() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        byte[] values = new byte[128];
        for (int i = 0; i < digits.length(); i++) {
            values[digits.charAt(i)] = (byte) i;
        }
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
