package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;

/** Gives what was kept once more: whole or as a stream, whichever is asked for, whichever it was. */
interface Replay {

    /** @param usageAsked whether a stream's reader asked for the chunk that carries its usage */
    Body body(Kept kept, boolean stream, boolean usageAsked);
}
