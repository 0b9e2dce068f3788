package dev.portcullis.prompt.file;

import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.render.Message;

/**
 * What a {@code .prompt} file says.
 *
 * @param front    the YAML between the fences as it stands there: JSON's types in the file's order; empty where there is none
 * @param messages roles as OpenAI's API calls them: Dotprompt's {@code model} is {@code assistant}
 */
public record PromptFile(Map<String, Object> front, List<Message> messages) {

    /** What our own fields' names begin with. */
    public static final String OURS = "portcullis.";

    public PromptFile {
        messages = List.copyOf(messages);
    }

    /** A field of ours, or null. */
    public Object own(String name) {
        return front.get(OURS + name);
    }

    /** A part of the front matter, empty where there is none. */
    @SuppressWarnings("unchecked") // only text is taken for a key
    public Map<String, Object> section(String name) {
        return front.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
