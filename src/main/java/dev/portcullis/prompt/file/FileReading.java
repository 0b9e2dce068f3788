package dev.portcullis.prompt.file;

import java.util.List;
import java.util.Map;

/** What became of a file. */
public sealed interface FileReading {

    /**
     * @param texts where the text of each message begins
     * @param front where each name and item of the front matter begins, by its path: {@code config.stop[0]}
     */
    record Read(PromptFile file, List<Place> texts, Map<String, Place> front) implements FileReading {
    }

    /** @param problems at least one */
    record Broken(List<FileProblem> problems) implements FileReading {
    }
}
