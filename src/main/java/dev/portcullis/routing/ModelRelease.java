package dev.portcullis.routing;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelSide;
import dev.portcullis.pipeline.release.Split;

/**
 * A canary of a model, as calls see it: which of the two targets a caller gets is drawn by its name.
 *
 * @param name       see {@link #name}
 * @param percentage of all callers that get green
 */
record ModelRelease(String name, TwoTargets two, int percentage) {

    /** Names no prompt's release and no experiment's: neither has a colon and a slash. */
    private static final String MODEL = "model:";
    private static final int ALL = 100;

    /** What the calls of one run are counted under: {@code model:gpt-4o/green#7}. */
    static String name(String model, TwoTargets two, long run) {
        return beginning(model, two) + run;
    }

    /** The target that a release moves this model to. @param release as {@link #name} makes it */
    static String green(String release, String model) {
        return release.substring(MODEL.length() + model.length() + 1, release.lastIndexOf('#'));
    }

    private static String beginning(String model, TwoTargets two) {
        return MODEL + model + "/" + two.green() + "#";
    }

    /** Whether a release of this name moves this model from this blue to this green, and weights as a canary sets them. */
    static boolean fits(String release, String model, TwoTargets two, int blue, int green) {
        return release.startsWith(beginning(model, two)) && blue >= 0 && green >= 0 && blue + green == ALL;
    }

    /** @param unit who asks. While the percentage grows nobody loses green, and nobody of those by whom it is judged changes sides */
    ModelSide side(String unit) {
        int place = Split.place(name, unit);
        boolean tried = Split.isIn(place, percentage);
        return new ModelSide(tried ? two.green() : two.blue(), tried, Split.side(place, percentage).map(side -> new Assignment(name, side, unit)));
    }
}
