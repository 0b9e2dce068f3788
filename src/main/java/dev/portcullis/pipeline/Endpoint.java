package dev.portcullis.pipeline;

import java.util.Locale;

/** What a caller can ask for. {@link #path()} is below {@code /v1/}, and is the same at every OpenAI-compatible provider. */
public enum Endpoint {
    CHAT("chat/completions", "messages"),
    COMPLETIONS("completions", "prompt"),
    EMBEDDINGS("embeddings", "input"),
    MODELS("models", ""),
    MODEL("models/{id}", ""),
    /** Asks what is harmful in texts, as OpenAI answers it. */
    MODERATIONS("moderations", "input"),
    /** Asks what the guards find. */
    GUARD_CHECK("guard/check", "input"),
    /** Says what an earlier call's answer was worth. */
    FEEDBACK("feedback", "request_id"),
    /** Reads a prompt as Langfuse's clients do. Like the next one it is not below {@code /v1}. */
    LANGFUSE_PROMPT("", ""),
    /** Reads a prompt as LiteLLM's generic prompt management does. */
    LITELLM_PROMPT("", ""),
    /** Whatever else is asked: it is refused, but like any call it is counted and logged. */
    UNKNOWN("", "");

    private final String path;
    private final String input;
    private final String word = name().toLowerCase(Locale.ROOT);

    Endpoint(String path, String input) {
        this.path = path;
        this.input = input;
    }

    /** As logs and the ledger have it: {@code chat}. */
    public String word() {
        return word;
    }

    public String path() {
        return path;
    }

    /** The body's field that must be there beside {@code model}. */
    public String input() {
        return input;
    }

    /** Whether the gateway answers by itself, so that no model need be named, no tokens are used and nothing is paid. */
    public boolean answeredHere() {
        return this == MODERATIONS || this == GUARD_CHECK || this == FEEDBACK;
    }

    /** Whether an answer has output tokens. */
    public boolean generates() {
        return this == CHAT || this == COMPLETIONS;
    }

    /** Whether an answer may be a stream of server-sent events that ends with {@code [DONE]}. */
    public boolean streams() {
        return this == CHAT || this == COMPLETIONS;
    }
}
