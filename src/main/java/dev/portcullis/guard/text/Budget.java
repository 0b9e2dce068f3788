package dev.portcullis.guard.text;

/** How many characters may still be decoded for one text, over all encodings and depths. Not for two threads. */
final class Budget {

    private int left;
    private final Tally tally;

    Budget(int characters, Tally tally) {
        this.left = characters;
        this.tally = tally;
    }

    int left() {
        return left;
    }

    /** @param encoded how many characters of the view did not stand there as they are */
    void take(int characters, int encoded) {
        left = Math.max(0, left - characters);
        tally.decoded += encoded;
    }
}
