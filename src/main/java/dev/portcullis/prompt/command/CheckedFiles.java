package dev.portcullis.prompt.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.difference.StepCheck;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.PromptFolder;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.source.SourceReading;
import dev.portcullis.prompt.version.Versions;

/** A directory's files, all of them read, and what can be found wrong with them without asking anybody. */
final class CheckedFiles {

    private final List<SourceFile> files = new ArrayList<>();
    private final List<FileFault> faults = new ArrayList<>();
    private final List<FileFault> warnings = new ArrayList<>();

    private CheckedFiles() {
    }

    static CheckedFiles read(Path directory) {
        CheckedFiles checked = new CheckedFiles();
        PromptFolder.Listing listing = PromptFolder.list(directory);
        checked.faults.addAll(listing.faults());
        for (PromptFolder.Found found : listing.files()) {
            switch (found.read()) {
                case SourceReading.Read read -> checked.files.add(read.file());
                case SourceReading.Broken broken -> checked.faults.addAll(broken.faults());
            }
        }
        checked.numbers();
        return checked;
    }

    /** Those that could be read. */
    List<SourceFile> files() {
        return files;
    }

    /** Those found until now. */
    List<FileFault> faults() {
        return faults;
    }

    /** What is allowed and may not be meant; found with {@link #templates}. */
    List<FileFault> warnings() {
        return warnings;
    }

    /** One number once. */
    private void numbers() {
        Map<String, SourceFile> seen = new HashMap<>();
        for (SourceFile file : files) {
            if (file.draft().wanted().isPresent()) {
                String address = file.draft().content().address();
                SourceFile first = seen.putIfAbsent(address, file);
                if (first != null) {
                    faults.add(file.at(Fault.of("version", address + " is in " + first.name() + " already")));
                }
            }
        }
    }

    /** Each version's number beside the release before it, of those that are files. */
    CheckedFiles steps() {
        Map<String, Versions<SourceFile>> prompts = new HashMap<>();
        files.stream().filter(file -> file.draft().wanted().isPresent()).forEach(file -> prompts.merge(file.draft().content().id(),
                Versions.<SourceFile>none().with(file.draft().wanted().get(), file), (known, one) -> known.with(file.draft().wanted().get(), file)));
        for (Versions<SourceFile> versions : prompts.values()) {
            for (SourceFile file : versions.descending()) {
                PromptVersion content = file.draft().content();
                StepCheck.check(content, versions.releaseBefore(content.version()).map(before -> before.draft().content()), Optional.empty())
                        .ifPresent(small -> faults.add(file.at(Fault.of("version", small.sentence()))));
            }
        }
        return this;
    }

    /** What is wrong in the texts. @param others versions that are no files, which texts may use */
    CheckedFiles templates(List<PromptVersion> others) {
        List<PromptCatalogue.Entry> entries = new ArrayList<>();
        others.forEach(version -> entries.add(entry(version)));
        files.stream().filter(file -> file.draft().wanted().isPresent()).forEach(file -> entries.add(entry(file.draft().content())));
        PromptCatalogue catalogue = PromptCatalogue.EMPTY.with(entries);
        Templates templates = new Templates(() -> catalogue);
        for (SourceFile file : files) {
            faults.addAll(file.at(templates.faults(file.draft().content())));
            warnings.addAll(file.at(templates.warnings(file.draft().content()).stream()
                    .map(warning -> new Fault(warning.path(), warning.line(), warning.column(), "warning: " + warning.message())).toList()));
        }
        return this;
    }

    private static PromptCatalogue.Entry entry(PromptVersion version) {
        return new PromptCatalogue.Entry(version.id(), new PublishedVersion(version.version(), PromptDocument.hash(version), Instant.EPOCH, "",
                PromptDocument.compact(version)));
    }
}
