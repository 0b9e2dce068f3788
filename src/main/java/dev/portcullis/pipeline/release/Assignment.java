package dev.portcullis.pipeline.release;

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
}
