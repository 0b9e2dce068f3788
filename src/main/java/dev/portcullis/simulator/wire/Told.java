package dev.portcullis.simulator.wire;

/** What an answer says of the tokens it used. */
public enum Told {
    /** The truth, as OpenAI writes it. */
    RIGHT,
    /** Nothing, even if a stream's usage is asked for. */
    NONE,
    /** Counts that are none. */
    NONSENSE;

    static final String SENSELESS = "{\"prompt_tokens\":-7,\"completion_tokens\":0.5,\"total_tokens\":\"many\","
            + "\"completion_tokens_details\":{\"reasoning_tokens\":99}}";
}
