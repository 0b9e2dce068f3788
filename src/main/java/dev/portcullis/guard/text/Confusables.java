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
    private boolean latin;

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

    private void words() {
        boolean afterMixed = false;
        int waiting = -1;
        int start = 0;
        while (start < length) {
            int end = start;
            int ascii = 0;
            int doubles = 0;
            int others = 0;
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
            if (end > start) {
                boolean isMixed = ascii > 0 && doubles > 0 && others == 0;
                if (isMixed) {
                    read(start, end);
                    mixed++;
                    if (waiting >= 0) {
                        read(undecided[waiting], undecided[waiting + 1]);
                    }
                } else if (doubles > 0 && others == 0) {
                    if (afterMixed) {
                        read(start, end);
                    }
                    waiting = remember(start, end);
                } else {
                    honest += doubles + others > 0 ? 1 : 0;
                    latin |= ascii > 0;
                }
                waiting = doubles > 0 && others == 0 && !isMixed ? waiting : -1;
                afterMixed = isMixed;
            }
            start = end + 1;
        }
    }

    private void decide() {
        if (honest == 0 && (latin || mixed > 0)) {
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
