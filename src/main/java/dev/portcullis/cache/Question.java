package dev.portcullis.cache;

import dev.portcullis.pipeline.Payload;

/**
 * What decides on whether a call may be answered from the cache, as far as its body says.
 *
 * @param repeatable  whether it asks for the same answer each time: temperature 0, or a seed
 * @param oneAnswer   whether it asks for one answer, not for several to choose from
 * @param plain       whether it has neither tools nor anything else whose answer is good only once, and is not large
 * @param inputTokens estimated
 */
record Question(boolean repeatable, boolean oneAnswer, boolean plain, long inputTokens) {

    /** Bytes of a body: the key of a larger one, which has few tokens only where it has pictures, takes milliseconds. */
    static final int MOST_BYTES = 256 * 1024;

    static Question of(Payload payload) {
        return new Question(payload.temperatureZero() || payload.seeded(), payload.choices() == 1,
                !payload.usesTools() && !payload.reachesBeyondModel() && payload.bytes().length() <= MOST_BYTES, payload.estimatedInputTokens());
    }
}
