package dev.portcullis.guard.model;

import dev.portcullis.guard.text.Views;

/**
 * A text as detectors read it, and what the models that are shipped say of it: worked out when it is first asked for, for all of them at
 * once. Not for two threads.
 */
public final class Weighed {

    private final Views views;
    /** Null where nothing like it was read before. */
    private final LastReading last;
    private double[] scores;
    /** Of a text of which some may have been read before; no number until it is asked for. */
    private double harm = Double.NaN;

    private Weighed(Views views, LastReading last) {
        this.views = views;
        this.last = last;
    }

    public static Weighed of(Views views) {
        return new Weighed(views, null);
    }

    /** Of a text as it came. */
    public static Weighed of(String text) {
        return of(Views.of(text));
    }

    /**
     * Of a text as it came, of which some may have been read before: what is asked for is how harmful it is, and not where in it.
     *
     * @param last is then that of this one
     */
    public static Weighed of(String text, LastReading last) {
        return new Weighed(Views.unplaced(text), last);
    }

    public Views views() {
        return views;
    }

    /** How likely an instruction was injected, from 0 to 1, as {@code injection.model} scores. */
    public double injection() {
        return scores()[0];
    }

    /** How likely the text is harmful, from 0 to 1, as {@code harm.model} scores first. */
    public double harm() {
        if (last == null) {
            return scores()[1];
        }
        if (Double.isNaN(harm)) {
            harm = Shipped.HARM_ALONE.score(views, last);
        }
        return harm;
    }

    private double[] scores() {
        if (scores == null) {
            scores = Shipped.BOTH.scores(views);
        }
        return scores;
    }
}
