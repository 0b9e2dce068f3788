package dev.portcullis.admin;

import dev.portcullis.prompt.directory.PromptDirectory;
import dev.portcullis.prompt.directory.ServedPrompts;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PromptRegistry;
import dev.portcullis.prompt.registry.PromptRow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** The prompts that callers get, wherever they come from, and which of them can be changed here. */
@Singleton
final class ShownPrompts {

    static final String DATABASE = "database";
    static final String DIRECTORY = "directory";

    private final PromptRegistry registry;
    private final PromptDirectory directory;
    private final ServedPrompts served;

    ShownPrompts(PromptRegistry registry, PromptDirectory directory, ServedPrompts served) {
        this.registry = registry;
        this.directory = directory;
        this.served = served;
    }

    /** @throws Problem where callers find none of this id */
    Prompt prompt(String id) {
        return PromptNames.prompt(served.current(), id);
    }

    /** {@value #DATABASE} or {@value #DIRECTORY}. */
    String source(String id) {
        return isOfDirectory(id) ? DIRECTORY : DATABASE;
    }

    boolean isOfDirectory(String id) {
        return directory.current().find(id).isPresent();
    }

    /** @param rows of the database that are asked for */
    PromptListing.PromptPage page(PromptListing listing, List<PromptRow> rows) {
        PromptCatalogue files = directory.current();
        return listing.page(rows, files.prompts(), id -> files.find(id).isPresent());
    }

    /** @throws Problem for a prompt whose source is the directory: what the database said of it would not be served */
    void mayChange(String id) {
        if (isOfDirectory(id)) {
            throw Problem.conflict("prompt_in_directory", "The prompt '" + id + "' is served from the directory of prompts, which is its source: "
                    + "change its files there. Here it can be changed once none of them is of this id.");
        }
    }

    /** For who has just changed something and wants to see it in force here. */
    Uni<Void> refreshed() {
        return registry.refreshed();
    }
}
