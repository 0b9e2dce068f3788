package dev.portcullis.prompt.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.render.CompilePrompt;
import dev.portcullis.prompt.render.Message;
import dev.portcullis.prompt.render.PromptSource;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.template.TemplateBounds;

/** The other prompts whose texts a version uses itself, by {@code id@version}. */
public final class Partials {

    private Partials() {
    }

    public static Set<String> of(PromptVersion version) {
        Set<String> asked = new LinkedHashSet<>();
        List<Message> messages = version.messages().stream().map(message -> new Message(message.role().word(), message.content())).toList();
        // As if all were well with it: after so many problems the rest of a template is not looked at.
        List<Parameter> declared = version.parameters().keySet().stream().map(Parameter::optional).toList();
        new CompilePrompt(TemplateBounds.DEFAULT).compile(new PromptSource(messages, declared, address -> {
            asked.add(address);
            return Optional.of("");
        }));
        return asked;
    }
}
