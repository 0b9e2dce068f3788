package dev.portcullis.guard.text;

/** Counts what is met while the views of one text are made; {@link Signals} says what each count means. Not for two threads. */
final class Tally {

    int invisible;
    int tags;
    int selectors;
    int marks;
    int mixedWords;
    int leetWords;
    int joined;
    int decoded;

    Signals signals() {
        boolean none = (invisible | tags | selectors | marks | mixedWords | leetWords | joined | decoded) == 0;
        return none ? Signals.NONE : new Signals(invisible, tags, selectors, marks, mixedWords, leetWords, joined, decoded);
    }
}
