package dev.portcullis.guard.pii.read;

import java.util.ArrayList;
import java.util.List;

/** What recognisers found, in no order and with overlaps. */
public final class Findings {

    /** The type of what is known to be nothing personal, an id of a trace for example: it keeps others from its place. */
    public static final String NOTHING = "";

    /** Less than what a word near or a check makes sure, more than what only looks like something. */
    private static final double SURE = .92;

    private final List<Finding> list = new ArrayList<>();
    private final double threshold;
    private int anchor;

    /** @param threshold from 0 to 1; what scores less is not kept */
    public Findings(double threshold) {
        this.threshold = threshold;
    }

    /**
     * Of the view, not of the text that came.
     *
     * @param from  where it or its anchor begins, whichever is first: without its anchor it would not be found
     * @param score from 0 to 1
     */
    public record Finding(String type, int from, int start, int end, double score) {
    }

    /** What is added from now on has this anchor. */
    public void begin(int anchor) {
        this.anchor = anchor;
    }

    /** Whether what scores so is not kept. */
    boolean tooLittle(double score) {
        return score < threshold;
    }

    /** @param end exclusive, above {@code start} */
    public void add(String type, int start, int end, double score) {
        if (score >= threshold) {
            list.add(new Finding(type, Math.min(anchor, start), start, end, score));
        }
    }

    /** That nothing personal is here, whatever it looks like. */
    public void nothing(int start, int end) {
        list.add(new Finding(NOTHING, Math.min(anchor, start), start, end, SURE));
    }

    public List<Finding> list() {
        return list;
    }
}
