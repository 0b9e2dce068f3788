package dev.portcullis.pipeline.release;

import java.util.Optional;

/**
 * That a call is one of those that a release, a canary or an experiment, is judged by.
 *
 * @param release names it and its run: what begins anew has another name
 * @param arm     which side: {@link #CANARY} and {@link #CONTROL} of a canary, a variant's name of an experiment
 * @param unit    the sticky key that put it there; units, not calls, are what statistics count as independent
 */
public record Assignment(String release, String arm, String unit) {

    public static final String CANARY = "canary";
    public static final String CONTROL = "control";

    private static final String EXPERIMENT = "experiment:";
    private static final char RUN = '#';

    /** What the calls of an experiment are counted under. @param name without {@code #} */
    public static String experiment(String name, long run) {
        return EXPERIMENT + name + RUN + run;
    }

    /** As the contract writes it, {@code name=variant}; empty if this is no experiment's. */
    public Optional<String> experiment() {
        return release.startsWith(EXPERIMENT) ? Optional.of(release.substring(EXPERIMENT.length(), release.lastIndexOf(RUN)) + "=" + arm) : Optional.empty();
    }
}
