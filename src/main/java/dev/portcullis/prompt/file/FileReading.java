package dev.portcullis.prompt.file;

import java.util.List;

/** What became of a file. */
public sealed interface FileReading {

    record Read(PromptFile file) implements FileReading {
    }

    /** @param problems at least one */
    record Broken(List<FileProblem> problems) implements FileReading {
    }
}
