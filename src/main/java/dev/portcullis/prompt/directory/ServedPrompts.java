package dev.portcullis.prompt.directory;

import java.util.function.Supplier;

import dev.portcullis.prompt.registry.PromptCatalogue;

/** What callers get: the prompts of the database, and those of the directory in place of prompts with the same ids. Safe for threads. */
public final class ServedPrompts {

    private record Both(PromptCatalogue database, PromptCatalogue directory, PromptCatalogue together) {
    }

    private final Supplier<PromptCatalogue> database;
    private final Supplier<PromptCatalogue> directory;
    /** As it was last put together; whoever finds that one of the two has changed does it again. */
    private volatile Both last = new Both(PromptCatalogue.EMPTY, PromptCatalogue.EMPTY, PromptCatalogue.EMPTY);

    public ServedPrompts(Supplier<PromptCatalogue> database, Supplier<PromptCatalogue> directory) {
        this.database = database;
        this.directory = directory;
    }

    public PromptCatalogue current() {
        PromptCatalogue ofDatabase = database.get();
        PromptCatalogue ofDirectory = directory.get();
        Both known = last;
        if (known.database != ofDatabase || known.directory != ofDirectory) {
            known = new Both(ofDatabase, ofDirectory, ofDatabase.replacing(ofDirectory));
            last = known;
        }
        return known.together;
    }
}
