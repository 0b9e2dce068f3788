package dev.portcullis.prompt.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.Partials;
import dev.portcullis.prompt.source.SourceFile;

/**
 * A set of files that can be served together. Immutable.
 *
 * @param files by name
 */
record ServedFiles(Map<String, SourceFile> files, PromptCatalogue catalogue) {

    static final ServedFiles NONE = new ServedFiles(Map.of(), PromptCatalogue.EMPTY);
    /** In place of who published a version. */
    private static final String BY = "file ";

    /** @param faults why it is not all of what was wanted */
    record Next(ServedFiles served, List<FileFault> faults) {
    }

    /**
     * What can be served of the files that are wanted. A file that cannot be rendered stays as it was before, and is not served if it was not.
     * A text that a file needs which has not changed stays as well; where that does not help, nothing changes at all.
     *
     * @param wanted   by name; every one has a number
     * @param database what their texts may use too
     */
    Next next(Map<String, SourceFile> wanted, PromptCatalogue database, Instant now) {
        Map<String, SourceFile> next = new TreeMap<>(wanted);
        Set<FileFault> faults = new LinkedHashSet<>();
        while (true) {
            Map<String, List<FileFault>> broken = twice(next);
            PromptCatalogue together = catalogue(next.values(), now);
            Templates templates = new Templates(() -> database.replacing(together));
            next.forEach((name, file) -> {
                List<FileFault> found = broken.containsKey(name) ? List.of() : file.at(templates.faults(file.draft().content()));
                if (!found.isEmpty()) {
                    broken.put(name, found);
                }
            });
            broken.values().forEach(faults::addAll);
            if (broken.isEmpty()) {
                return new Next(new ServedFiles(next, together), List.copyOf(faults));
            }
            boolean mended = false;
            for (String name : broken.keySet()) {
                mended |= isServed(next.get(name)) ? keepWhatItUses(next.get(name), next) : asBefore(name, next);
            }
            if (!mended) {
                return new Next(this, List.copyOf(faults));
            }
        }
    }

    private boolean asBefore(String name, Map<String, SourceFile> next) {
        if (files.containsKey(name)) {
            next.put(name, files.get(name));
        } else {
            next.remove(name);
        }
        return true;
    }

    /** @return whether something is there now that was not */
    private boolean keepWhatItUses(SourceFile user, Map<String, SourceFile> next) {
        Set<String> used = Partials.of(user.draft().content());
        boolean kept = false;
        for (SourceFile file : files.values()) {
            if (used.contains(file.draft().content().address()) && next.get(file.name()) != file) {
                next.put(file.name(), file);
                kept = true;
            }
        }
        return kept;
    }

    /** Of files with one number those that are not the first; files that are served already come before others. */
    private Map<String, List<FileFault>> twice(Map<String, SourceFile> next) {
        Map<String, SourceFile> first = new HashMap<>();
        next.forEach((name, file) -> first.merge(file.draft().content().address(), file, (one, other) -> isServed(other) && !isServed(one) ? other : one));
        Map<String, List<FileFault>> faults = new TreeMap<>();
        next.forEach((name, file) -> {
            SourceFile owner = first.get(file.draft().content().address());
            if (owner != file) {
                faults.put(name, List.of(file.at(Fault.of("version", file.draft().content().address() + " is in " + owner.name() + " already"))));
            }
        });
        return faults;
    }

    private boolean isServed(SourceFile file) {
        return files.get(file.name()) == file;
    }

    /** Versions that are served already stay the same objects, with what was read of them. */
    private PromptCatalogue catalogue(Collection<SourceFile> of, Instant now) {
        List<PromptCatalogue.Entry> entries = new ArrayList<>();
        for (SourceFile file : of) {
            PromptVersion content = file.draft().content();
            String hash = PromptDocument.hash(content);
            entries.add(new PromptCatalogue.Entry(content.id(), catalogue.find(content.id()).flatMap(prompt -> prompt.versions().exact(content.version()))
                    .filter(known -> known.hash().equals(hash))
                    .orElseGet(() -> new PublishedVersion(content.version(), hash, now, BY + file.name(), PromptDocument.compact(content)))));
        }
        return PromptCatalogue.EMPTY.with(entries);
    }
}
