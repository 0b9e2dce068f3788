package dev.portcullis.prompt.directory;

import java.util.List;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.PromptFolder;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.source.SourceReading;

/**
 * A file as it was when it was last looked at.
 *
 * @param stamp   {@link PromptFolder.Found#stamp}
 * @param file    its last state that could be read; null where there was none
 * @param faults  why that is not its state now
 * @param missing whether it was not there at the last look
 */
record KnownFile(String stamp, SourceFile file, List<FileFault> faults, boolean missing) {

    KnownFile missing(boolean now) {
        return now == missing ? this : new KnownFile(stamp, file, faults, now);
    }

    /** @param before the same file at the look before, or null */
    static KnownFile read(PromptFolder.Found found, KnownFile before) {
        SourceFile last = before == null ? null : before.file;
        return switch (found.read()) {
            case SourceReading.Broken broken -> new KnownFile(found.stamp(), last, broken.faults(), false);
            case SourceReading.Read read when read.file().draft().wanted().isEmpty() -> new KnownFile(found.stamp(), last,
                    List.of(read.file().at(Fault.of("version", "a number is expected; 'auto' is for what is published"))), false);
            case SourceReading.Read read -> new KnownFile(found.stamp(), last != null && last.draft().equals(read.file().draft()) ? last : read.file(),
                    List.of(), false);
        };
    }
}
