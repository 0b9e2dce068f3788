package dev.portcullis.guard.pii.read;

/**
 * A text as far as it has come, for whoever looks ahead in it. Once something depended on characters that may still come it is
 * {@link #isOpen open}, and what was read last is not decided. Not safe for threads.
 */
final class IncomingText {

    /** Of the text, and perhaps more behind it; not changed. */
    final char[] characters;
    final int length;
    /** Whether nothing can follow any more. */
    final boolean ended;
    private boolean open;
    private int next;

    IncomingText(char[] characters, int length, boolean ended) {
        this.characters = characters;
        this.length = length;
        this.ended = ended;
    }

    /** {@link Reading#OUTSIDE} behind the end. @param i not before the beginning */
    char at(int i) {
        if (i >= length) {
            leaveOpen();
            return Reading.OUTSIDE;
        }
        return characters[i];
    }

    /** Whether this word stands there, in whatever case, and no ASCII letter behind it. */
    boolean is(int at, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            if (Letters.lower(at(at + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return !Letters.isLetter(at(at + lowerCase.length()));
    }

    /** The character here, of one or two halves: half a character where the other half is missing. */
    int codePointAt(int i) {
        return Character.codePointAt(characters, i, length);
    }

    /** What may follow could change what is here: nothing is open where nothing can follow. */
    void leaveOpen() {
        open |= !ended;
    }

    boolean isOpen() {
        return open;
    }

    void readTo(int end) {
        next = end;
    }

    /** Where what was read last ends, exclusive. */
    int next() {
        return next;
    }
}
