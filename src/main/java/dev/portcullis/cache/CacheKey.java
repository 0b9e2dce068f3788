package dev.portcullis.cache;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.release.ModelSide;

/**
 * What an answer is kept under. Everything that can change the answer is in the digest; the rest is there so that answers can be
 * purged by it.
 *
 * @param model  the name callers use
 * @param prompt the name of the prompt; empty for a call without a template
 * @param digest SHA-256 of all that decides on the answer, tenant included, in base64url without padding: 43 characters
 */
public record CacheKey(String tenant, String model, String prompt, String digest) {

    /** Takes 4 to 20 microseconds for a body of 4 KiB, the less the more of it is text; a large body, at 1 to 5 ms a MiB, is for a worker. */
    public static CacheKey of(Scope scope, Payload payload) {
        return new CacheKey(scope.tenant, scope.model, scope.prompt, KeyDigest.of(scope, payload.bytes()));
    }

    /**
     * What decides on an answer beside the request's body.
     *
     * @param beta          the caller's {@code openai-beta} header, which goes to the provider; empty where there is none
     * @param model         the name callers use
     * @param variant       what the provider calls the model that was chosen: equal replicas of one model share their answers, and the arms
     *                      of a canary do not: of what a canary tries it also has the target's name, since its provider may call its model the same
     * @param prompt        the name of the prompt; empty for a call without a template
     * @param promptVersion empty for a call without a template; of an experiment's call with its variant, so that none answers for another even
     *                      where both would ask the same
     * @param guard         which policy the answer has passed; empty where there is none
     */
    public record Scope(String tenant, Endpoint endpoint, String beta, String model, String variant, String prompt, String promptVersion,
            String guard) {

        /** @param chosen the target that is asked first */
        public static Scope of(Call call, Target chosen) {
            return new Scope(call.tenant().name(), call.endpoint(), call.headers().first("openai-beta").orElse(""), chosen.model(),
                    variant(call, chosen), call.prompt().id(), version(call.prompt()), call.guard());
        }

        private static String variant(Call call, Target chosen) {
            return call.side().filter(ModelSide::tried).map(side -> chosen.upstreamModel() + '\n' + chosen.name()).orElse(chosen.upstreamModel());
        }

        private static String version(PromptUse prompt) {
            return prompt.assignment().filter(side -> side.experiment().isPresent()).map(side -> prompt.version() + " " + side.release() + "=" + side.arm())
                    .orElse(prompt.version());
        }
    }
}
