package dev.portcullis.pipeline;

/**
 * What a call comes to whose answer it has not asked for alone: it was known already, or is shared with identical calls.
 *
 * @param usage  of the answer, whoever pays for it
 * @param bought whether this call is the one that pays for it
 */
public record Settlement(Usage usage, boolean bought) {

    /** Of a call that left a shared answer to others. */
    public static final Settlement NOTHING = new Settlement(Usage.UNKNOWN, false);
}
