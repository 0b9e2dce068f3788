package dev.portcullis.pipeline;

import java.util.function.Supplier;

/**
 * A provider's answer, or the gateway's own where no provider is needed.
 *
 * @param usageSoFar what is known of the tokens at the moment it is asked; final once the call is over
 */
public record Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar) implements Reply {

    @Override
    public Answer with(Headers more) {
        return new Answer(status, headers.and(more), body, origin, usageSoFar);
    }

    public Answer from(Origin where) {
        return new Answer(status, headers, body, where, usageSoFar);
    }
}
