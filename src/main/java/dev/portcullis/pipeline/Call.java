package dev.portcullis.pipeline;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelSide;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A request that was read: who asks, and for what.
 *
 * @param keyId names the caller's key without being it
 * @param prompt that its messages come from, or {@link PromptUse#NONE}
 * @param guard names the policy that its texts have passed, and its answer passes; empty where there is none. Two policies that
 *              differ in anything have two names
 * @param side  what it gets of its model, where a canary of that runs; decided once, so that what it tells is told of what it got
 * @param over  completed once, by the edge alone; whatever a stage holds at a provider or in memory is given back on it
 * @param bill  completed once, by the stage that makes it out, at the end of every call; what was reserved is settled on it
 */
public record Call(
        String id,
        Tenant tenant,
        String keyId,
        Endpoint endpoint,
        Headers headers,
        Payload payload,
        PromptUse prompt,
        String guard,
        Optional<ModelSide> side,
        CompletionStage<Outcome> over,
        CompletableFuture<Bill> bill) {

    /** A call that is on no side of its model's. */
    public Call(String id, Tenant tenant, String keyId, Endpoint endpoint, Headers headers, Payload payload, PromptUse prompt, String guard,
            CompletionStage<Outcome> over, CompletableFuture<Bill> bill) {
        this(id, tenant, keyId, endpoint, headers, payload, prompt, guard, Optional.empty(), over, bill);
    }

    /** A call that no guard has looked at and that names no prompt. */
    public Call(String id, Tenant tenant, String keyId, Endpoint endpoint, Headers headers, Payload payload, CompletionStage<Outcome> over,
            CompletableFuture<Bill> bill) {
        this(id, tenant, keyId, endpoint, headers, payload, PromptUse.NONE, "", over, bill);
    }

    /** The same call, as a guard lets it pass. */
    public Call guarded(String policy, Payload as) {
        return new Call(id, tenant, keyId, endpoint, headers, as, prompt, policy, side, over, bill);
    }

    /** The same call, as if its head were this. */
    public Call with(Headers head) {
        return new Call(id, tenant, keyId, endpoint, head, payload, prompt, guard, side, over, bill);
    }

    /** The same call for as long as something else lasts. */
    public Call until(CompletionStage<Outcome> end) {
        return new Call(id, tenant, keyId, endpoint, headers, payload, prompt, guard, side, end, bill);
    }

    /** The same call, with what it gets of its model. */
    public Call on(ModelSide its) {
        return new Call(id, tenant, keyId, endpoint, headers, payload, prompt, guard, Optional.of(its), over, bill);
    }

    /** Whether this target is what the call's side of its model's canary is made of, and the model the one that was asked for. */
    public boolean isOwn(Target target) {
        return target.model().equals(payload.model()) && side.filter(its -> !its.target().equals(target.name())).isEmpty();
    }

    /**
     * The side that an answer from there counts for: of the prompt's release, or else of the model's. What is said of an answer later is said of
     * one of them, since a call is kept with one.
     */
    public Optional<Assignment> judged(Origin origin) {
        if (!origin.isOwnOf(payload.model())) {
            return Optional.empty();
        }
        return prompt.assignment().or(() -> side.filter(its -> origin.target().filter(target -> !isOwn(target)).isEmpty()).flatMap(ModelSide::assignment));
    }

    /** The end user as the caller names them, in {@code x-portcullis-user} or in the body. */
    public Optional<String> user() {
        return StickyKey.named(headers).or(payload::user);
    }

    /** Whom this call is dealt out by where the same one is to get the same every time: the user, else the conversation, else the key. */
    public String stickyKey() {
        return StickyKey.of(headers, payload, keyId, id);
    }
}
