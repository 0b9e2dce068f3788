package dev.portcullis.pipeline;

import dev.portcullis.pipeline.release.Assignment;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * The version of a prompt that a call is made of.
 *
 * @param category  of the prompt, which decides whether answers are kept
 * @param untrusted values that the prompt's author does not trust, as they were put into messages, whatever role these have; of a message with several
 *                  also all of them together
 * @param wordsBefore UTF-16 units of the call's last message, as it came from the prompt, that stand before what the caller says; 0 where that
 *                  message is the caller's own, {@link #NOTHING_ASKED} where the caller says nothing in it, or what its author does not trust
 * @param wordsAfter the same of what stands behind it
 * @param assignment to a side of the prompt's release, where the call got what is deployed, and is among those that the release is judged by
 * @param given     what the caller has put into it: the variables' values in the call's order, and the last message of a user beside the prompt's
 *                  own; a few, and of a long text its beginning and end
 * @param asked     the body as it came, where it left the version open and a shadow of the prompt runs: what another version can be asked with in its place
 */
public record PromptUse(String id, String version, String category, List<String> untrusted, int wordsBefore, int wordsAfter,
        Optional<Assignment> assignment, List<String> given, Optional<Buffer> asked) {

    /** Of an answer: {@link #address}. */
    public static final String HEADER = "x-portcullis-prompt";
    public static final int NOTHING_ASKED = Integer.MAX_VALUE;
    /** A call that names no prompt. */
    public static final PromptUse NONE = new PromptUse("", "", "", List.of());

    /** Of a call that named its version, or of which it does not matter. */
    public PromptUse(String id, String version, String category, List<String> untrusted, int wordsBefore, int wordsAfter,
            Optional<Assignment> assignment, List<String> given) {
        this(id, version, category, untrusted, wordsBefore, wordsAfter, assignment, given, Optional.empty());
    }

    /** Whose last message is the caller's own. */
    public PromptUse(String id, String version, String category, List<String> untrusted, Optional<Assignment> assignment, List<String> given) {
        this(id, version, category, untrusted, 0, 0, assignment, given);
    }

    public PromptUse {
        untrusted = List.copyOf(untrusted);
        given = List.copyOf(given);
    }

    /** Of a version that no release has chosen. */
    public PromptUse(String id, String version, String category, List<String> untrusted) {
        this(id, version, category, untrusted, Optional.empty(), List.of());
    }

    /** Of which it does not matter what it was filled with. */
    public PromptUse(String id, String version, String category, List<String> untrusted, Optional<Assignment> assignment) {
        this(id, version, category, untrusted, assignment, List.of());
    }

    /** The same, of a call that left the version open. */
    public PromptUse asked(Buffer body) {
        return new PromptUse(id, version, category, untrusted, wordsBefore, wordsAfter, assignment, given, Optional.of(body));
    }

    public boolean isNone() {
        return id.isEmpty();
    }

    /** In the contract's words: {@code code-review@2.1.0}. */
    public String address() {
        return id + "@" + version;
    }
}
