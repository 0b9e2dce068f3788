package dev.portcullis.prompt.output;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.PromptUse;
import io.vertx.core.buffer.Buffer;

/**
 * Whether an answer that no caller gets is what its prompt's version promises. Nothing follows from it, and nothing is counted. For a
 * worker.
 */
public final class Promised {

    private final Contracts contracts;

    public Promised(Contracts contracts) {
        this.contracts = contracts;
    }

    /** @param body whole. @return none where nothing is promised */
    public OutputVerdict of(PromptUse use, Buffer body) {
        return contracts.version(use).flatMap(contracts::of)
                .map(contract -> OutputVerdict.of(Texts.of(body.getBytes()).verdict(contract).result().word()))
                .orElse(OutputVerdict.NONE);
    }
}
