package dev.portcullis.release.quality;

import dev.portcullis.pipeline.OutputVerdict;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that is known of one answer's quality.
 *
 * @param rating  from 1 to 5, the user's last one
 * @param actions what was told of and what was noticed
 * @param output  whether the answer is what its prompt promises
 * @param suite   from 0 to 1, where a test suite asked and has judged the answer
 * @param told    whether somebody has said something; else all of it was noticed
 */
public record Signals(OptionalInt rating, Set<Action> actions, OutputVerdict output, OptionalDouble suite, boolean told) {

    public static final Signals NONE = new Signals(OptionalInt.empty(), Set.of(), OutputVerdict.NONE, OptionalDouble.empty(), false);

    public Signals {
        actions = Set.copyOf(actions);
    }

    /** What somebody said, of an answer with this verdict. */
    public Signals(OptionalInt rating, Set<Action> actions, OutputVerdict output) {
        this(rating, actions, output, OptionalDouble.empty(), true);
    }

    /** What was noticed, of an answer with this verdict. */
    public static Signals noticed(Set<Action> actions, OutputVerdict output) {
        return new Signals(OptionalInt.empty(), actions, output, OptionalDouble.empty(), false);
    }

    /** These, and what came later: a rating takes the place of the one before, actions add up. */
    public Signals and(Signals later) {
        Set<Action> all = EnumSet.noneOf(Action.class);
        all.addAll(actions);
        all.addAll(later.actions);
        return new Signals(later.rating.isPresent() ? later.rating : rating, all, later.output == OutputVerdict.NONE ? output : later.output,
                later.suite.isPresent() ? later.suite : suite, told || later.told);
    }

    /**
     * From 0 to 1, by the first of these that is so: the answer breaks its prompt's promise, 0; a suite has judged it, the suite's score; its
     * user has rated it, (rating - 1) / 4; has edited it, 0.5; has copied it, 1; has asked the same again, 0; has left while it came, 0.25; it
     * keeps its prompt's promise, 1. What a user says outweighs what they do, and what they do with an answer outweighs what they do
     * without it: who copies an answer and then asks for another one had one that was good. What was only noticed is always against an answer, so
     * it counts where the answer has a score without it: else the few that are noticed would stand for all that are not.
     *
     * @return empty where nothing is known
     */
    public OptionalDouble score() {
        if (output == OutputVerdict.FAILED) {
            return OptionalDouble.of(0);
        }
        if (suite.isPresent()) {
            return suite;
        }
        if (rating.isPresent()) {
            return OptionalDouble.of((rating.getAsInt() - 1) / 4.0);
        }
        if (told || output == OutputVerdict.PASSED) {
            OptionalDouble done = done();
            return done.isEmpty() && output == OutputVerdict.PASSED ? OptionalDouble.of(1) : done;
        }
        return OptionalDouble.empty();
    }

    private OptionalDouble done() {
        if (actions.contains(Action.EDIT)) {
            return OptionalDouble.of(0.5);
        }
        if (actions.contains(Action.COPY)) {
            return OptionalDouble.of(1);
        }
        if (actions.contains(Action.RETRY)) {
            return OptionalDouble.of(0);
        }
        return actions.contains(Action.ABANDONED) ? OptionalDouble.of(0.25) : OptionalDouble.empty();
    }
}
