package dev.portcullis.pipeline;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A provider's answer, or the gateway's own where no provider is needed.
 *
 * @param usageSoFar what is known of the tokens at the moment it is asked; final once the call is over
 * @param found      what guards have found by the moment it is asked, for the log: of a stream that is known only once it has passed. Empty
 *                   where the head says it all
 * @param output     whether it is what its prompt promises, as {@code found}
 * @param settlement completed when it is known who pays, at the latest soon after the call is over, on any thread; empty where the
 *                   call asked for itself, and so pays for what it used
 */
public record Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar, Supplier<String> found,
        Supplier<String> output, Optional<CompletionStage<Settlement>> settlement) implements Reply {

    private static final Supplier<String> ALL_IN_HEAD = () -> "";

    /** In which guards find nothing after its head. */
    public Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar, Optional<CompletionStage<Settlement>> settlement) {
        this(status, headers, body, origin, usageSoFar, ALL_IN_HEAD, settlement);
    }

    /** Of whose prompt nothing is known after its head. */
    public Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar, Supplier<String> found,
            Optional<CompletionStage<Settlement>> settlement) {
        this(status, headers, body, origin, usageSoFar, found, ALL_IN_HEAD, settlement);
    }

    /** To a call that asked for itself. */
    public Answer(int status, Headers headers, Body body, Origin origin, Supplier<Usage> usageSoFar) {
        this(status, headers, body, origin, usageSoFar, ALL_IN_HEAD, Optional.empty());
    }

    @Override
    public Usage used() {
        return usageSoFar.get();
    }

    @Override
    public Answer with(Headers more) {
        return new Answer(status, headers.and(more), body, origin, usageSoFar, found, output, settlement);
    }

    @Override
    public Answer from(Origin where) {
        return new Answer(status, headers, body, where, usageSoFar, found, output, settlement);
    }

    /** The same answer in other words. @param foundSoFar as {@link #found} */
    public Answer as(Headers head, Body other, Supplier<String> foundSoFar) {
        return new Answer(status, head, other, origin, usageSoFar, foundSoFar, output, settlement);
    }

    /** The same answer, looked at as it passes. @param outputSoFar as {@link #output} */
    public Answer watched(Body passing, Supplier<String> outputSoFar) {
        return new Answer(status, headers, passing, origin, usageSoFar, found, outputSoFar, settlement);
    }
}
