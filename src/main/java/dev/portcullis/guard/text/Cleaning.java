package dev.portcullis.guard.text;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Reads a text without its disguise, in its own case: compatibility forms, accents, what does not show, Unicode tags, bytes in
 * variation selectors, and letters of other scripts that stand for Latin ones. One pass, then one over the words if scripts mix.
 */
final class Cleaning {

    private static final int FLAG = 0x1F3F4;
    private static final int CANCEL = 0xE007F;
    /** A flag of a region is a black flag, its code in three to six tags, and the cancelling tag. */
    private static final int LONGEST_FLAG = 6;
    /** From so many selectors in a row on they carry bytes; honest text has one a character. */
    private static final int SELECTORS = 4;

    private final char[] text;
    private final int length;
    private final Writing out;
    private final Tally tally;
    private boolean changed;
    private boolean otherScripts;
    private int marks;

    private Cleaning(View from, Tally tally) {
        this.text = Characters.of(from.text());
        this.length = from.text().length();
        this.out = new Writing(from, length);
        this.tally = tally;
    }

    /** @return the view itself where nothing was disguised */
    static View of(View from, String name, Tally tally) {
        Cleaning cleaning = new Cleaning(from, tally);
        cleaning.read();
        return cleaning.changed ? cleaning.out.done(name) : from;
    }

    private void read() {
        int at = 0;
        while (at < length) {
            int start = at;
            while (at < length && (plain(text[at]) || stays(text[at]))) {
                at++;
            }
            if (at > start) {
                out.keep(start, at);
                marks = 0;
            }
            if (at < length) {
                at = special(at);
            }
        }
        if (otherScripts) {
            int mixed = Confusables.unmask(out.characters(), out.length());
            tally.mixedWords += mixed;
            changed |= mixed > 0 || !Arrays.equals(text, 0, length, out.characters(), 0, out.length());
        }
    }

    private static boolean plain(char c) {
        return c >= ' ' && c < 127 || c == '\n' || c == '\t' || c == '\r';
    }

    /** Whether it is a character beyond ASCII by itself, and read as itself. */
    private boolean stays(char c) {
        if (c < 0xA0 || Character.isSurrogate(c) || selector(c) >= 0 || composes(c) || Letters.read(c) != null) {
            return false;
        }
        otherScripts |= Confusables.possible(c);
        return true;
    }

    /** @return where what comes next begins */
    private int special(int at) {
        int codePoint = codePoint(at);
        int next = at + Character.charCount(codePoint);
        if (codePoint >= 0xE0000 && codePoint <= CANCEL) {
            return tags(at);
        }
        if (selector(codePoint) >= 0) {
            return selectors(at);
        }
        String read = Letters.read(codePoint);
        if (read == null) {
            otherScripts |= codePoint <= 0x058F && codePoint >= 0x0370;
            if (!composed(codePoint, next)) {
                out.add(text[at], at, next);
                if (next - at == 2) {
                    out.add(text[at + 1], at, next);
                }
            }
            marks = 0;
            return next;
        }
        if (read.isEmpty()) {
            nothing(codePoint, at, next);
            return next;
        }
        changed = true;
        otherScripts |= Confusables.possible(read.charAt(0));
        for (int i = 0; i < read.length(); i++) {
            if (!composed(read.charAt(i), next)) {
                out.add(read.charAt(i), at, next);
            }
        }
        marks = 0;
        return next;
    }

    private void nothing(int codePoint, int at, int next) {
        if (Letters.accent(codePoint)) {
            changed = true;
            tally.marks += ++marks > 2 ? 1 : 0;
        } else if ((codePoint == 0x200C || codePoint == 0x200D) && joins(at, next)) {
            out.add((char) codePoint, at, next);
        } else {
            changed = true;
            boolean harmless = codePoint == 0x00AD || codePoint == 0x0640 || codePoint == 0x200E || codePoint == 0x200F
                    || codePoint == 0x061C || codePoint == 0xFEFF && at == 0 || codePoint == 0x200D && emoji(at, next);
            tally.invisible += harmless ? 0 : 1;
        }
    }

    /** Between letters of Arabic and of the scripts of India a joiner decides how a word is written. */
    private boolean joins(int at, int next) {
        return at > 0 && next < length && joined(text[at - 1]) && joined(text[next]);
    }

    private static boolean joined(char c) {
        return c >= 0x0600 && c <= 0x08FF || c >= 0x0900 && c <= 0x0DFF || c >= 0x1780 && c <= 0x17FF || c >= 0x1800 && c <= 0x18AF;
    }

    private boolean emoji(int at, int next) {
        return at > 0 && next < length && (text[at - 1] >= 0x2000 && text[next] >= 0x2000);
    }

    private int tags(int start) {
        int end = start;
        StringBuilder letters = new StringBuilder();
        while (end < length && codePoint(end) >= 0xE0000 && codePoint(end) <= CANCEL) {
            letters.append((char) (codePoint(end) & 0x7F));
            end += 2;
        }
        boolean flag = start >= 2 && Character.codePointBefore(text, start) == FLAG && letters.charAt(letters.length() - 1) == (CANCEL & 0x7F)
                && letters.length() <= LONGEST_FLAG + 1;
        changed = true;
        if (!flag) {
            for (int i = 0; i < letters.length(); i++) {
                char letter = letters.charAt(i);
                if (letter >= ' ' && letter < 127) {
                    out.add(letter, start + 2 * i, start + 2 * i + 2);
                }
            }
            tally.tags += letters.length();
        }
        return end;
    }

    private int codePoint(int at) {
        return Character.codePointAt(text, at, length);
    }

    private static int selector(int codePoint) {
        if (codePoint >= 0xFE00 && codePoint <= 0xFE0F) {
            return codePoint - 0xFE00;
        }
        return codePoint >= 0xE0100 && codePoint <= 0xE01EF ? codePoint - 0xE0100 + 16 : -1;
    }

    private int selectors(int start) {
        int end = start;
        int count = 0;
        byte[] bytes = new byte[16];
        while (end < length && selector(codePoint(end)) >= 0) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, count * 2);
            }
            int codePoint = codePoint(end);
            bytes[count++] = (byte) selector(codePoint);
            end += Character.charCount(codePoint);
        }
        changed = true;
        if (count > SELECTORS) {
            tally.selectors += count;
            String hidden = new String(bytes, 0, count, StandardCharsets.UTF_8);
            if (Plausible.text(hidden)) {
                out.add(hidden, start, end);
            }
        }
        return end;
    }

    /** Korean written in parts and Japanese with its voicing marks apart are put together, as everybody else writes them. */
    private boolean composed(int codePoint, int end) {
        if (!composes(codePoint) || out.length() == 0) {
            return false;
        }
        char before = out.last();
        String together = Normalizer.normalize(new String(new char[] {before, (char) codePoint}), Normalizer.Form.NFC);
        if (together.length() != 1) {
            return false;
        }
        out.replaceLast(together.charAt(0), end);
        changed = true;
        return true;
    }

    private static boolean composes(int codePoint) {
        return codePoint == 0x3099 || codePoint == 0x309A || codePoint >= 0x1161 && codePoint <= 0x11C2;
    }
}
