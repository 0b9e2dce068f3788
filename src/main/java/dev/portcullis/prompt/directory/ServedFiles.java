package dev.portcullis.prompt.directory;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

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
record ServedFiles(Map<String, Served> files, PromptCatalogue catalogue) {

    static final ServedFiles NONE = new ServedFiles(Map.of(), PromptCatalogue.EMPTY);
    /** In place of who published a version. */
    private static final String BY = "file ";

    /** @param used the texts of others that its own are made of, as {@link Templates.Checked#used}; empty before it was compiled */
    record Served(SourceFile file, PublishedVersion version, Optional<Map<String, Optional<String>>> used) {

        /** Whether compiling it would bring nothing new. */
        boolean isCompiledOf(Function<String, Optional<String>> texts) {
            return used.isPresent() && used.get().entrySet().stream().allMatch(text -> texts.apply(text.getKey()).equals(text.getValue()));
        }
    }

    /**
     * @param faults   why it is not all of what was wanted
     * @param compiled how many files' texts had to be compiled to know it
     */
    record Next(ServedFiles served, List<FileFault> faults, int compiled) {
    }

    /**
     * What can be served of the files that are wanted. A file that cannot be rendered stays as it was before, and is not served if it was not.
     * A text that a file needs which has not changed stays as well; where that does not help, nothing changes at all. What was compiled is
     * not compiled again while neither it nor a text that it uses is another one.
     *
     * @param wanted   by name; every one has a number
     * @param database what their texts may use too
     */
    Next next(Map<String, SourceFile> wanted, PromptCatalogue database, Instant now) {
        Map<String, SourceFile> next = new TreeMap<>(wanted);
        Map<SourceFile, Served> known = new IdentityHashMap<>();
        files.values().forEach(served -> known.put(served.file, served));
        Set<FileFault> faults = new LinkedHashSet<>();
        int compiled = 0;
        while (true) {
            Map<String, List<FileFault>> broken = twice(next);
            Map<String, Served> sound = new TreeMap<>();
            next.forEach((name, file) -> sound.put(name, known.computeIfAbsent(file, unknown -> read(unknown, now))));
            PromptCatalogue together = catalogue(sound.values());
            PromptCatalogue texts = database.replacing(together);
            Templates templates = new Templates(() -> texts);
            for (Served served : List.copyOf(sound.values())) {
                String name = served.file.name();
                if (!broken.containsKey(name) && !served.isCompiledOf(templates::partial)) {
                    compiled++;
                    Templates.Checked checked = templates.check(served.file.draft().content());
                    if (checked.faults().isEmpty()) {
                        Served right = new Served(served.file, served.version, Optional.of(checked.used()));
                        sound.put(name, right);
                        known.put(served.file, right);
                    } else {
                        broken.put(name, served.file.at(checked.faults()));
                    }
                }
            }
            broken.values().forEach(faults::addAll);
            if (broken.isEmpty()) {
                return new Next(new ServedFiles(sound, together), List.copyOf(faults), compiled);
            }
            boolean mended = false;
            for (String name : broken.keySet()) {
                mended |= isServed(next.get(name)) ? keepWhatItUses(next.get(name), next) : asBefore(name, next);
            }
            if (!mended) {
                return new Next(this, List.copyOf(faults), compiled);
            }
        }
    }

    private boolean asBefore(String name, Map<String, SourceFile> next) {
        if (files.containsKey(name)) {
            next.put(name, files.get(name).file);
        } else {
            next.remove(name);
        }
        return true;
    }

    /** @return whether something is there now that was not */
    private boolean keepWhatItUses(SourceFile user, Map<String, SourceFile> next) {
        Set<String> used = Partials.of(user.draft().content());
        boolean kept = false;
        for (Served served : files.values()) {
            SourceFile file = served.file;
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
        return files.containsKey(file.name()) && files.get(file.name()).file == file;
    }

    /** A version that is served already stays the same object, with what was made of it. */
    private Served read(SourceFile file, Instant now) {
        PromptVersion content = file.draft().content();
        String hash = PromptDocument.hash(content);
        return new Served(file, catalogue.find(content.id()).flatMap(prompt -> prompt.versions().exact(content.version()))
                .filter(known -> known.hash().equals(hash)).orElseGet(() -> new PublishedVersion(content, hash, now, BY + file.name())), Optional.empty());
    }

    private static PromptCatalogue catalogue(Collection<Served> files) {
        return PromptCatalogue.EMPTY.with(files.stream().map(served -> new PromptCatalogue.Entry(served.file.draft().content().id(), served.version)).toList());
    }
}
