package dev.portcullis.prompt;

import dev.portcullis.prompt.version.Semver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a prompt: what is published, and never changes. All of it is immutable, plain values included.
 *
 * @param name        empty for none, as are the description and the category
 * @param model       what it is made for; empty where the call says it
 * @param settings    fields of OpenAI's request that a call has if it does not say them itself, by name
 * @param messages    at least one
 * @param isTemplate  whether it is written as one {@code template}, the text of its only message, which is the user's
 * @param parameters  by name, in the order in which they are written
 * @param metadata    {@code author}, {@code tags}, {@code created} and whatever else its author wants, in the order in which it is written
 */
public record PromptVersion(String id, Semver version, String name, String description, String category, Optional<String> model,
        Map<String, Object> settings, List<Message> messages, boolean isTemplate, Map<String, Parameter> parameters, Validation validation,
        Map<String, Object> metadata) {

    /** In the contract's words: {@code code-review@2.1.0}. */
    public String address() {
        return id + "@" + version;
    }

    public List<Role> roles() {
        return messages.stream().map(Message::role).toList();
    }

    public List<String> tags() {
        return metadata.get("tags") instanceof List<?> tags ? tags.stream().map(String::valueOf).toList() : List.of();
    }

    /** The same one under this number. */
    public PromptVersion numbered(Semver number) {
        return new PromptVersion(id, number, name, description, category, model, settings, messages, isTemplate, parameters, validation, metadata);
    }
}
