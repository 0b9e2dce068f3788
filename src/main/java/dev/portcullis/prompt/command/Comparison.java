package dev.portcullis.prompt.command;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.source.Partials;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.version.Semver;

/** {@code prompts diff}, and what {@code push} finds before it publishes: files, and what is published already. */
final class Comparison {

    /** Texts of published versions that are fetched because files use them, and what those use. */
    private static final int MOST_FETCHED = 1_000;

    private final Report report;
    private final Registry registry;

    Comparison(Report report, Registry registry) {
        this.report = report;
        this.registry = registry;
    }

    /** With what would be there if all files of another directory were published, and nothing else. Asks no server. */
    static Comparison with(Path other, Report report) throws Cannot {
        CheckedFiles checked = CheckedFiles.read(other);
        Plan published = new Plan(Registry.NONE);
        List<Plan.Item> refused = published.of(Plan.inOrder(checked.files())).stream().filter(item -> item.kind() == Plan.Kind.REFUSED).toList();
        if (!checked.faults().isEmpty() || !refused.isEmpty()) {
            report.found(checked.faults());
            refused.forEach(item -> report.found(item.fault()));
            throw new Cannot("what is in " + other + " could not be published, so nothing can be compared with it");
        }
        return new Comparison(report, published);
    }

    /** @param there what the registry is called */
    int diff(Path directory, String there) throws Cannot {
        Optional<List<Plan.Item>> plan = plan(directory);
        if (plan.isEmpty()) {
            return PromptCommand.FOUND;
        }
        List<Plan.Item> differing = plan.get().stream().filter(item -> item.kind() != Plan.Kind.SAME).toList();
        differing.forEach(item -> report.found(item.fault()));
        report.say(differing.size() + " of " + plan.get().size() + " files differ from what " + there + " has");
        return differing.isEmpty() ? PromptCommand.GOOD : PromptCommand.FOUND;
    }

    /** Empty where something is wrong with the files, which was said. */
    Optional<List<Plan.Item>> plan(Path directory) throws Cannot {
        CheckedFiles checked = CheckedFiles.read(directory);
        if (checked.faults().isEmpty()) {
            checked.templates(usedFrom(checked.files()));
        }
        if (!checked.faults().isEmpty()) {
            report.found(checked.faults());
            report.say(checked.faults().size() + " faults in the files; nothing was done");
            return Optional.empty();
        }
        return Optional.of(new Plan(registry).of(Plan.inOrder(checked.files())));
    }

    /** The published versions whose texts the files use and which are no files, and those that they use. */
    private List<PromptVersion> usedFrom(List<SourceFile> files) throws Cannot {
        Set<String> seen = new HashSet<>();
        files.stream().filter(file -> file.draft().wanted().isPresent()).forEach(file -> seen.add(file.draft().content().address()));
        Deque<PromptVersion> toRead = new ArrayDeque<>(files.stream().map(file -> file.draft().content()).toList());
        List<PromptVersion> fetched = new ArrayList<>();
        while (!toRead.isEmpty()) {
            for (String address : Partials.of(toRead.remove())) {
                int at = address.lastIndexOf('@');
                Optional<Semver> version = at > 0 ? Semver.parse(address.substring(at + 1)) : Optional.empty();
                if (seen.add(address) && version.isPresent() && fetched.size() < MOST_FETCHED && PromptReader.isId(address.substring(0, at))) {
                    registry.version(address.substring(0, at), version.get()).ifPresent(content -> {
                        fetched.add(content);
                        toRead.add(content);
                    });
                }
            }
        }
        return fetched;
    }
}
