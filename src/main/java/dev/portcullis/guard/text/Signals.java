package dev.portcullis.guard.text;

/**
 * What a text does to hide from a reader, counted. Honest texts have little of it: a flag, a family of emoji, a soft hyphen, the
 * joiners of Persian and Hindi are not counted.
 *
 * @param invisible  characters that show nothing: zero-width, bidirectional and other controls
 * @param tags       letters written in Unicode tag characters
 * @param selectors  bytes carried by variation selectors
 * @param marks      combining marks that stand on a letter that already carries two
 * @param mixedWords words of Latin letters and such of other scripts that only look like them
 * @param leetWords  words with digits or symbols for letters
 * @param joined     characters that stood alone, spaced or dotted out
 * @param decoded    characters that had to be decoded, whatever the encoding
 */
public record Signals(int invisible, int tags, int selectors, int marks, int mixedWords, int leetWords, int joined, int decoded) {

    /** Of a text that hides nothing. */
    public static final Signals NONE = new Signals(0, 0, 0, 0, 0, 0, 0, 0);
}
