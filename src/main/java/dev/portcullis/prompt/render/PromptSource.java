package dev.portcullis.prompt.render;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.portcullis.prompt.render.parameter.Parameter;

/**
 * What a prompt is made of, as somebody wrote it.
 *
 * @param parameters each name once
 * @param partials   the text of another prompt's version by {@code id@version}, or empty if there is none; the same each time
 */
public record PromptSource(List<Message> messages, List<Parameter> parameters, Function<String, Optional<String>> partials) {

    public PromptSource {
        messages = List.copyOf(messages);
        parameters = List.copyOf(parameters);
    }
}
