package dev.portcullis.prompt.call;

import dev.portcullis.prompt.Parameter;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.render.Message;
import dev.portcullis.prompt.render.PromptSource;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import dev.portcullis.prompt.render.parameter.ParameterType;
import dev.portcullis.prompt.version.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What rendering needs of what was published. */
final class Sources {

    private Sources() {
    }

    static PromptSource of(PromptVersion version, Function<String, Optional<String>> partials) {
        List<Message> messages = version.messages().stream().map(message -> new Message(message.role().word(), message.content())).toList();
        List<dev.portcullis.prompt.render.parameter.Parameter> parameters = new ArrayList<>();
        version.parameters().forEach((name, parameter) -> parameters.add(parameter(name, parameter)));
        return new PromptSource(messages, parameters, partials);
    }

    private static dev.portcullis.prompt.render.parameter.Parameter parameter(String name, Parameter declared) {
        return new dev.portcullis.prompt.render.parameter.Parameter(name, ParameterType.valueOf(declared.type().name()), declared.required(),
                declared.allowed(), declared.byDefault().orElse(null), declared.maxTokens().orElse(0), declared.untrusted() ? Trust.UNTRUSTED : Trust.TRUSTED);
    }

    /** @param address {@code id@1.2.3}. @return the text of the only message of that version */
    static Optional<String> partial(PromptCatalogue catalogue, String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        return Selector.parse(address.substring(at + 1)).filter(Selector.Exact.class::isInstance)
                .flatMap(exact -> catalogue.find(address.substring(0, at)).flatMap(prompt -> prompt.choose(exact)))
                .flatMap(published -> published.content()).filter(content -> content.messages().size() == 1)
                .map(content -> content.messages().getFirst().content());
    }
}
