package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.text.Characters;
import java.util.List;
import java.util.Set;

/** Finds personal data and secrets. Immutable, safe for threads; any text passes, halves of characters included. */
public final class PersonalData {

    /** Where precision and recall were balanced: what only looks like something, without a check or a word near, scores less. */
    public static final double THRESHOLD = .5;

    /** How much of what was released before a stream has to keep in front of what it still holds, in characters. */
    public static final int CONTEXT = 1024;

    private final Dispatch dispatch;
    private final double threshold;
    /** Whether it reads while its thread is in the midst of another text. */
    private final boolean within;

    private PersonalData(Dispatch dispatch, double threshold, boolean within) {
        this.dispatch = dispatch;
        this.threshold = threshold;
        this.within = within;
    }

    /** Everything but what is off by default. */
    public static PersonalData standard() {
        return decoding(Recognisers.standard(), THRESHOLD);
    }

    /** Recognises just these types; a type that nobody knows is an {@link IllegalArgumentException}. */
    public static PersonalData of(Set<String> types) {
        return of(types, THRESHOLD);
    }

    /** @param threshold from 0 to 1 */
    public static PersonalData of(Set<String> types, double threshold) {
        for (String type : types) {
            if (!Recognisers.types().contains(type)) {
                throw new IllegalArgumentException("no such type of personal data: " + type);
            }
        }
        return decoding(Recognisers.of(types), threshold);
    }

    /** All that can be recognised. */
    public static Set<String> types() {
        return Recognisers.types();
    }

    /** What {@link #standard} leaves out: guesses, and what is mostly nobody's. */
    public static Set<String> offByDefault() {
        return Recognisers.OFF_BY_DEFAULT;
    }

    private static PersonalData decoding(List<Recogniser> recognisers, double threshold) {
        Dispatch plain = new Dispatch(recognisers);
        return new PersonalData(plain.and(new EncodedText(new PersonalData(plain, threshold, true))), threshold, false);
    }

    /** For recognisers' own tests. */
    static PersonalData with(List<Recogniser> recognisers) {
        return new PersonalData(new Dispatch(recognisers), THRESHOLD, false);
    }

    /** In order, without overlaps. */
    public List<Entity> find(String text) {
        return scan(text, 0, true).entities();
    }

    /**
     * What is known of a text that comes in pieces.
     *
     * @param text  what came and is still held, with the last {@link #CONTEXT} characters of what was released in front
     * @param from  where what is held begins; what begins before is not looked for
     * @param ended whether nothing can follow any more
     */
    public Scan scan(String text, int from, boolean ended) {
        return pass(text, ended).run(from);
    }

    private Pass pass(String text, boolean ended) {
        return new Pass(dispatch, threshold, text, within ? text.toCharArray() : Characters.of(text), ended);
    }

    /** How many characters are looked at to read a text, each as often as it is; for tests of its being linear. */
    long steps(String text) {
        Pass pass = pass(text, true);
        pass.run(0);
        return pass.steps();
    }

    /**
     * Up to where a text that may grow can be released once it is redacted: nothing can begin before that place that is not known yet.
     * What is held is usually the last word, at most 128 characters while a number or an address may go on, and a key or an encoded
     * text until it ends, at most 4096 characters of it.
     */
    public int safeUpTo(CharSequence tail) {
        return scan(tail.toString(), 0, false).safe();
    }
}
