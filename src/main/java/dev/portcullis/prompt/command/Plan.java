package dev.portcullis.prompt.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.difference.PromptDifference;
import dev.portcullis.prompt.difference.StepCheck;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.Partials;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.prompt.version.Step;
import dev.portcullis.prompt.version.Versions;

/** What publishing files would do to what is published, found out by asking and changing nothing; then it is what would be there. */
final class Plan implements Registry {

    enum Kind {
        /** It is there. */
        SAME,
        FRESH,
        REFUSED
    }

    /** @param sentence what would become of it, for people; empty for what is there */
    record Item(SourceFile file, Kind kind, String sentence) {

        /** As it is told of the file. */
        FileFault fault() {
            return file.at(Fault.of("version", sentence));
        }
    }

    /** Partials in partials; deeper ones are refused anyway. */
    private static final int MOST_UNDER = 32;

    private final Registry registry;
    /** What there is and will be, with the content as soon as it is known. */
    private final Map<String, Versions<Semver>> versions = new HashMap<>();
    private final Map<String, Map<Semver, String>> hashes = new HashMap<>();
    private final Map<String, PromptVersion> contents = new HashMap<>();

    Plan(Registry registry) {
        this.registry = registry;
    }

    /** @param files in the order in which they would be published */
    List<Item> of(List<SourceFile> files) throws Cannot {
        List<Item> items = new ArrayList<>();
        for (SourceFile file : files) {
            items.add(item(file));
        }
        return items;
    }

    /** Those first whose texts others use, and smaller numbers before larger ones. */
    static List<SourceFile> inOrder(List<SourceFile> files) {
        Map<String, SourceFile> byAddress = new LinkedHashMap<>();
        files.stream().sorted((one, other) -> {
            int ids = one.draft().content().id().compareTo(other.draft().content().id());
            return ids != 0 ? ids : one.draft().wanted().isEmpty() || other.draft().wanted().isEmpty()
                    ? Boolean.compare(one.draft().wanted().isEmpty(), other.draft().wanted().isEmpty())
                    : one.draft().wanted().get().compareTo(other.draft().wanted().get());
        }).forEach(file -> byAddress.put(file.draft().wanted().isPresent() ? file.draft().content().address() : file.name(), file));
        Set<SourceFile> ordered = new LinkedHashSet<>();
        byAddress.values().forEach(file -> place(file, byAddress, ordered, new LinkedHashSet<>()));
        return List.copyOf(ordered);
    }

    /** Cycles are not followed: they are faults that are told elsewhere. */
    private static void place(SourceFile file, Map<String, SourceFile> files, Set<SourceFile> ordered, Set<SourceFile> under) {
        if (ordered.contains(file) || under.size() > MOST_UNDER || !under.add(file)) {
            return;
        }
        for (String partial : Partials.of(file.draft().content())) {
            if (files.containsKey(partial)) {
                place(files.get(partial), files, ordered, under);
            }
        }
        under.remove(file);
        ordered.add(file);
    }

    private Item item(SourceFile file) throws Cannot {
        PromptDraft draft = file.draft();
        PromptVersion content = draft.content();
        String id = content.id();
        if (!versions.containsKey(id)) {
            Versions<Semver> known = Versions.none();
            for (Semver version : hashes(id).keySet()) {
                known = known.with(version, version);
            }
            versions.put(id, known);
        }
        return draft.wanted().isPresent() ? exactly(file, content) : automatically(file, content);
    }

    @Override
    public Map<Semver, String> hashes(String id) throws Cannot {
        if (!hashes.containsKey(id)) {
            hashes.put(id, new HashMap<>(registry.hashes(id)));
        }
        return hashes.get(id);
    }

    @Override
    public Optional<PromptVersion> version(String id, Semver version) throws Cannot {
        String address = id + "@" + version;
        if (!contents.containsKey(address)) {
            registry.version(id, version).ifPresent(content -> contents.put(address, content));
        }
        return Optional.ofNullable(contents.get(address));
    }

    private Item exactly(SourceFile file, PromptVersion content) throws Cannot {
        String there = hashes.get(content.id()).get(content.version());
        if (there != null) {
            return there.equals(PromptDocument.hash(content)) ? new Item(file, Kind.SAME, "")
                    : new Item(file, Kind.REFUSED, content.address() + " is there already with other content; versions never change: choose another number");
        }
        Versions<Semver> known = versions.get(content.id());
        Optional<PromptVersion> before = content(content.id(), known.releaseBefore(content.version()));
        Optional<StepCheck.TooSmall> small = StepCheck.check(content, before, content(content.id(), known.releaseAfter(content.version())));
        return small.isPresent() ? new Item(file, Kind.REFUSED, small.get().sentence()) : fresh(file, content, before);
    }

    private Item automatically(SourceFile file, PromptVersion content) throws Cannot {
        Versions<Semver> known = versions.get(content.id());
        Optional<PromptVersion> newest = content(content.id(), known.choose(new Selector.Latest()));
        if (newest.isEmpty()) {
            return fresh(file, content.numbered(known.newest().map(Semver::release).orElse(Semver.ZERO.next(Step.MAJOR))), newest);
        }
        Optional<Semver> next = StepCheck.next(content, newest.get());
        return next.isPresent() ? fresh(file, content.numbered(next.get()), newest) : new Item(file, Kind.SAME, "");
    }

    private Item fresh(SourceFile file, PromptVersion content, Optional<PromptVersion> before) {
        versions.merge(content.id(), Versions.none(), (known, none) -> known.with(content.version(), content.version()));
        hashes.get(content.id()).put(content.version(), PromptDocument.hash(content));
        contents.put(content.address(), content);
        return new Item(file, Kind.FRESH, content.address() + " is new" + before.map(release -> change(release, content)).orElse(""));
    }

    private static String change(PromptVersion before, PromptVersion content) {
        PromptDifference difference = PromptDifference.between(before, content);
        return difference.step().map(step -> ", a " + step.word() + " change of " + before.version() + ": " + difference.reasons(Step.PATCH))
                .orElse(", with nothing changed since " + before.version());
    }

    private Optional<PromptVersion> content(String id, Optional<Semver> version) throws Cannot {
        return version.isEmpty() ? Optional.empty() : version(id, version.get());
    }
}
