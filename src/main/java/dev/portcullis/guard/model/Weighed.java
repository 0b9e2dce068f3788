package dev.portcullis.guard.model;

import dev.portcullis.guard.text.Views;

/**
 * A text as detectors read it, and what the models that are shipped say of it: worked out when it is first asked for, for all of them at
 * once. Not for two threads.
 */
public final class Weighed {

    private final Views views;
    private double[] scores;

    private Weighed(Views views) {
        this.views = views;
    }

    public static Weighed of(Views views) {
        return new Weighed(views);
    }

    /** Of a text as it came. */
    public static Weighed of(String text) {
        return new Weighed(Views.of(text));
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
        return scores()[1];
    }

    private double[] scores() {
        if (scores == null) {
            scores = Shipped.BOTH.scores(views);
        }
        return scores;
    }
}
