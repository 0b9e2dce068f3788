package dev.portcullis.prompt.foreign;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.source.FileFault;

/** What came of a file: its prompts, what cannot be taken over, and what was left out of what was taken. */
public record Imported(List<PromptVersion> versions, List<FileFault> faults, List<FileFault> leftOut) {

    static Imported none() {
        return new Imported(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
