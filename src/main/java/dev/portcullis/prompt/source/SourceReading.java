package dev.portcullis.prompt.source;

import java.util.List;

/** What became of reading one file. */
public sealed interface SourceReading {

    record Read(SourceFile file) implements SourceReading {
    }

    /** @param faults at least one */
    record Broken(List<FileFault> faults) implements SourceReading {
    }
}
