package dev.portcullis.guard.pii.read;

/** A number or an address written with spaces between its single characters: {@code 3 8 0 - 9 4 - 5 3 6 1}. */
final class SpacedRun {

    /** Letters and digits in it, and digits where it has no {@code @}: fewer are short words, or a count. */
    private static final int FEWEST = 6;
    /** From one character to the next: more are columns of a table. */
    private static final int MOST_SPACES = 3;

    private SpacedRun() {
    }

    /** Whether a run may begin here: a single character with a space behind it that does not go on with a run. */
    static boolean mayBeginAt(IncomingText text, int i) {
        char[] characters = text.characters;
        if (!isOfRun(characters[i]) || i > 0 && Letters.isWord(characters[i - 1])) {
            return false;
        }
        boolean continues = i > 2 && characters[i - 1] == ' ' && isOfRun(characters[i - 2]) && !Letters.isWord(characters[i - 3]);
        return !continues && text.at(i + 1) == ' ';
    }

    /** @return where the run that begins here ends, exclusive; {@code start} where it is none, or is not decided */
    static int end(IncomingText text, int start) {
        int words = 0;
        int digits = 0;
        boolean mail = false;
        int i = start;
        while (true) {
            char c = text.at(i);
            words += Letters.isPlainWord(c) ? 1 : 0;
            digits += Letters.isDigit(c) ? 1 : 0;
            mail |= c == '@';
            int following = i + 1;
            while (following - i <= MOST_SPACES && text.at(following) == ' ') {
                following++;
            }
            if (following == i + 1 || !isOfRun(text.at(following)) || Letters.isWord(text.at(following + 1))) {
                break;
            }
            if (following - start > Folding.REACH) {
                return start;
            }
            i = following;
        }
        return text.isOpen() || words < FEWEST || digits < FEWEST && !mail ? start : i + 1;
    }

    /** Puts its characters, and one space where several stand. */
    static void join(IncomingText text, int start, int end, FoldedText into) {
        char[] characters = text.characters;
        for (int i = start; i < end; i++) {
            if (characters[i] != ' ') {
                into.put(characters[i], i, i + 1);
            } else if (characters[i - 1] == ' ' && characters[i + 1] != ' ') {
                into.put(' ', i, i + 1);
            }
        }
    }

    private static boolean isOfRun(char c) {
        return Letters.isPlainWord(c) || c == '+' || c == '-' || c == '.' || c == '@' || c == '(' || c == ')' || c == '/' || c == ':';
    }
}
