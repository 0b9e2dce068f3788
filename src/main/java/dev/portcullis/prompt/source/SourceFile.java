package dev.portcullis.prompt.source;

import java.util.List;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDraft;

/** A file that was read. */
public final class SourceFile {

    private final String name;
    private final PromptDraft draft;
    private final Places places;

    SourceFile(String name, PromptDraft draft, Places places) {
        this.name = name;
        this.draft = draft;
        this.places = places;
    }

    /** Its path below the directory, with '/'. */
    public String name() {
        return name;
    }

    public PromptDraft draft() {
        return draft;
    }

    /** Where in the file something is wrong with the version. */
    public FileFault at(Fault fault) {
        return places.of(name, fault);
    }

    public List<FileFault> at(List<Fault> faults) {
        return faults.stream().map(this::at).toList();
    }
}
