package dev.portcullis.admin;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;

/** Finds what a request names, or says that it is not there. */
final class PromptNames {

    private static final int SHOWN = 64;

    private PromptNames() {
    }

    static Prompt prompt(PromptCatalogue prompts, String id) {
        return prompts.find(id).orElseThrow(() -> !prompts.isRead() ? Problem.storeUnavailable() : Problem.unknown("prompt_not_found", "id",
                PromptReader.isId(id) ? "There is no prompt '" + id + "'." : "There is no prompt of this name."));
    }

    /** @param written an exact version, a range or {@code latest} */
    static PublishedVersion version(Prompt prompt, String field, String written) {
        if (written == null) {
            throw Problem.invalid(field, "'" + field + "' is missing: name a version, a range or 'latest'.");
        }
        Selector selector = Selector.parse(written).orElseThrow(() -> Problem.invalid(field,
                "Invalid value for '" + field + "': a version such as 2.1.0, a range such as 2, 2.1, ^2.1 or ~2.1.3, or 'latest' is expected."));
        return prompt.choose(selector).orElseThrow(() -> Problem.unknown("prompt_not_found", field, "The prompt '" + prompt.id() + "' has no version "
                + (written.length() > SHOWN ? "like that" : "'" + written + "'") + "."));
    }

    static PromptVersion content(PublishedVersion version) {
        return version.content().orElseThrow(() -> Problem.conflict("prompt_unreadable", "Version " + version.version()
                + " was published by a newer gateway, in a form that this one cannot read."));
    }
}
