package dev.portcullis.pipeline;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A provider's answer, or the gateway's own where no provider is needed.
 *
 * @param usageSoFar what is known of the tokens at the moment it is asked; final once the call is over
 * @param settlement completed when it is known who pays, at the latest soon after the call is over, on any thread; empty where the
 *                   call asked for itself, and so pays for what it used
 */
public record Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar,
        Optional<CompletionStage<Settlement>> settlement) implements Reply {

    /** To a call that asked for itself. */
    public Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar) {
        this(status, headers, body, origin, usageSoFar, Optional.empty());
    }

    @Override
    public Answer with(Headers more) {
        return new Answer(status, headers.and(more), body, origin, usageSoFar, settlement);
    }

    @Override
    public Answer from(Origin where) {
        return new Answer(status, headers, body, where, usageSoFar, settlement);
    }
}
