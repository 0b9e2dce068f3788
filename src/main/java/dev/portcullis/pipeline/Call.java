package dev.portcullis.pipeline;

import java.util.concurrent.CompletionStage;

/**
 * A request that was read: who asks, and for what.
 *
 * @param keyId names the caller's key without being it
 * @param over  completed once, by the edge alone; whatever a stage holds for this call is given back on it
 */
public record Call(
        String id,
        Tenant tenant,
        String keyId,
        Endpoint endpoint,
        Headers headers,
        Payload payload,
        CompletionStage<Outcome> over) {
}
