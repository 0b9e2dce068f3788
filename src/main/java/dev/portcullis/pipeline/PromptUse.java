package dev.portcullis.pipeline;

import java.util.List;

/**
 * The version of a prompt that a call is made of.
 *
 * @param category  of the prompt, which decides whether answers are kept
 * @param untrusted values that the prompt's author does not trust, as they were put into messages, whatever role these have; of a message with several
 *                  also all of them together
 */
public record PromptUse(String id, String version, String category, List<String> untrusted) {

    /** A call that names no prompt. */
    public static final PromptUse NONE = new PromptUse("", "", "", List.of());

    public PromptUse {
        untrusted = List.copyOf(untrusted);
    }

    public boolean isNone() {
        return id.isEmpty();
    }

    /** In the contract's words: {@code code-review@2.1.0}. */
    public String address() {
        return id + "@" + version;
    }
}
