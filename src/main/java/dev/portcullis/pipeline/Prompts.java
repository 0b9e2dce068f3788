package dev.portcullis.pipeline;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Puts the messages and settings of a prompt where a call names it. All that it needs is in memory. */
public interface Prompts {

    /** @param body with a model and messages, and without the name of a prompt */
    record Prompted(Buffer body, PromptUse use) {
    }

    /**
     * @param tenant whose prompts are found; all others are as if they were not there
     * @param caller who asks, see {@link Call#stickyKey}; of what is being released, the same one gets the same
     */
    record Asker(Tenant tenant, String caller) {
    }

    /**
     * For one of a few workers: loops in loops may take hundreds of milliseconds to render.
     *
     * @param body well-formed, and naming a prompt
     * @throws Refused with {@code PromptNotFound}, {@code MissingParameter} or {@code InvalidValue}
     */
    Prompted expand(Buffer body, Asker asker);

    /**
     * For a worker: does the same, where rendering takes some milliseconds at most.
     *
     * @return empty where it is not, and nothing was done
     * @throws Refused as {@link #expand}
     */
    Optional<Prompted> expandIfBrief(Buffer body, Asker asker);

    /**
     * For an event loop: does the same, where the version is ready and rendering takes a millisecond at most.
     *
     * @return empty where it is not, and nothing was done
     * @throws Refused as {@link #expand}
     */
    Optional<Prompted> expandIfReady(Buffer body, Asker asker);
}
