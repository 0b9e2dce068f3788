package dev.portcullis.guard.text;

import java.util.Arrays;

/**
 * Letters of other scripts that look like Latin ones. They are read as Latin only in words that mix them with Latin letters, and in
 * words made of them alone where the text around is not of their script: honest Russian or Greek stays what it is.
 */
final class Confusables {

    /** Cyrillic, Greek and Armenian letters, each followed by its Latin double. */
    private static final String PAIRS = "аaсcеeоoрpхxуyіiѕsјjԛqԝwһhԁdӏlАAВBЕEКKМMНHОOРPСCТTХXУYІIЅSЈJԚQԜWҮYԌG"
            + "αaοoνvιiρpυuκkεeτtηnχxωwγyΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXօoսuհhոnցgՕOՏSԼL";
    private static final int FIRST = 0x0370;
    private static final int LAST = 0x058F;
    private static final char[] LATIN = new char[LAST + 1 - FIRST];

    static {
        for (int i = 0; i < PAIRS.length(); i += 2) {
            LATIN[PAIRS.charAt(i) - FIRST] = PAIRS.charAt(i + 1);
        }
    }

    private final char[] text;
    private final int length;
    private int[] undecided = new int[8];
    private int count;
    private int mixed;
    private int honest;

    private Confusables(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    static boolean possible(char character) {
        return character >= FIRST && character <= LAST;
    }

    /** Reads the doubles as Latin, in place. @return how many words mix scripts */
    static int unmask(char[] text, int length) {
        Confusables confusables = new Confusables(text, length);
        confusables.words();
        confusables.decide();
        return confusables.mixed;
    }

    /** Looks at words with letters beyond ASCII; most texts have few. */
    private void words() {
        boolean afterMixed = false;
        int waiting = -1;
        int over = 0;
        for (int first = nextBeyond(0); first < length; first = nextBeyond(over)) {
            int start = first;
            while (start > over && isLatin(text[start - 1])) {
                start--;
            }
            if (hasLatin(over, start)) {
                afterMixed = false;
                waiting = -1;
            }
            int doubles = 0;
            int others = 0;
            int ascii = first - start;
            int end = first;
            for (; end < length && Characters.isLetter(text[end]); end++) {
                char c = text[end];
                if (c < 128) {
                    ascii++;
                } else if (possible(c) && LATIN[c - FIRST] != 0) {
                    doubles++;
                } else {
                    others++;
                }
            }
            boolean isMixed = ascii > 0 && doubles > 0 && others == 0;
            if (isMixed) {
                read(start, end);
                mixed++;
                if (waiting >= 0) {
                    read(undecided[waiting], undecided[waiting + 1]);
                }
                waiting = -1;
            } else if (others == 0) {
                if (afterMixed) {
                    read(start, end);
                }
                waiting = remember(start, end);
            } else {
                honest++;
                waiting = -1;
            }
            afterMixed = isMixed;
            over = end;
        }
    }

    /** Where the next letter is that is not ASCII; the length where none is. */
    private int nextBeyond(int from) {
        int at = from;
        while (at < length && (text[at] < 128 || !Characters.isLetter(text[at]))) {
            at++;
        }
        return at;
    }

    private boolean hasLatin(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (isLatin(text[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void decide() {
        if (count > 0 && honest == 0 && (mixed > 0 || hasLatin(0, length))) {
            for (int i = 0; i < count; i += 2) {
                read(undecided[i], undecided[i + 1]);
            }
        }
    }

    private int remember(int start, int end) {
        if (count == undecided.length) {
            undecided = Arrays.copyOf(undecided, count * 2);
        }
        undecided[count] = start;
        undecided[count + 1] = end;
        count += 2;
        return count - 2;
    }

    private void read(int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (possible(c) && LATIN[c - FIRST] != 0) {
                text[i] = LATIN[c - FIRST];
            }
        }
    }
}
