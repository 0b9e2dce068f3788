package dev.portcullis.pipeline;

import io.vertx.core.buffer.Buffer;

/** Puts the messages and settings of a prompt where a call names it. Does not block: all that it needs is in memory. */
public interface Prompts {

    /** @param body with a model and messages, and without the name of a prompt */
    record Prompted(Buffer body, PromptUse use) {
    }

    /**
     * @param body   well-formed, and naming a prompt
     * @param caller who asks, see {@link Call#stickyKey}; of what is being released, the same one gets the same
     * @throws Refused with {@code PromptNotFound}, {@code MissingParameter} or {@code InvalidValue}
     */
    Prompted expand(Buffer body, String caller);
}
