package dev.portcullis.prompt.command;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.source.Partials;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.version.Semver;

/** {@code prompts diff} and {@code prompts push}. Both check everything before anything is published. */
final class Publishing {

    /** Texts of versions on the server that are fetched because files use them, and what those use. */
    private static final int MOST_FETCHED = 1_000;

    private final Report report;
    private final AdminServer server;

    Publishing(Report report, AdminServer server) {
        this.report = report;
        this.server = server;
    }

    int diff(Order order) throws Cannot {
        Optional<List<Plan.Item>> plan = plan(order);
        if (plan.isEmpty()) {
            return PromptCommand.FOUND;
        }
        List<Plan.Item> differing = plan.get().stream().filter(item -> item.kind() != Plan.Kind.SAME).toList();
        differing.forEach(this::found);
        report.say(differing.size() + " of " + plan.get().size() + " files differ from what " + order.server() + " has");
        return differing.isEmpty() ? PromptCommand.GOOD : PromptCommand.FOUND;
    }

    int push(Order order) throws Cannot {
        Optional<List<Plan.Item>> plan = plan(order);
        if (plan.isEmpty()) {
            return PromptCommand.FOUND;
        }
        List<Plan.Item> refused = plan.get().stream().filter(item -> item.kind() == Plan.Kind.REFUSED).toList();
        List<Plan.Item> fresh = plan.get().stream().filter(item -> item.kind() == Plan.Kind.FRESH).toList();
        if (!refused.isEmpty()) {
            refused.forEach(this::found);
            report.say("nothing is published: " + refused.size() + " files are refused");
            return PromptCommand.FOUND;
        }
        if (order.dryRun()) {
            fresh.forEach(this::found);
            report.say(fresh.size() + " of " + plan.get().size() + " files would be published");
            return PromptCommand.GOOD;
        }
        return publish(fresh, plan.get().size() - fresh.size());
    }

    /** Stops at the first that is refused: what comes behind it may need it. */
    private int publish(List<Plan.Item> fresh, int there) throws Cannot {
        int published = 0;
        for (Plan.Item item : fresh) {
            PromptVersion content = item.file().draft().content();
            switch (server.publish(item.file().draft())) {
                case AdminServer.Published.Done done -> {
                    published++;
                    report.say("published " + content.id() + "@" + done.version());
                }
                case AdminServer.Published.Known _ -> there++;
                case AdminServer.Published.Refused refused -> {
                    refused.why().forEach(why -> report.found(item.file().at(Fault.of("", why))));
                    report.say(published + " were published before this one, " + (fresh.size() - published) + " are not");
                    return PromptCommand.FOUND;
                }
            }
        }
        report.say(published + " published, " + there + " were there");
        return PromptCommand.GOOD;
    }

    /** Empty where something is wrong with the files, which was said. */
    private Optional<List<Plan.Item>> plan(Order order) throws Cannot {
        CheckedFiles checked = CheckedFiles.read(order.directory());
        if (checked.faults().isEmpty()) {
            checked.templates(usedFrom(checked.files()));
        }
        if (!checked.faults().isEmpty()) {
            report.found(checked.faults());
            report.say(checked.faults().size() + " faults in the files; the gateway was not asked to do anything");
            return Optional.empty();
        }
        return Optional.of(new Plan(server).of(Plan.inOrder(checked.files())));
    }

    /** The versions on the server whose texts the files use and which are no files, and those that they use. */
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
                    server.version(address.substring(0, at), version.get()).ifPresent(content -> {
                        fetched.add(content);
                        toRead.add(content);
                    });
                }
            }
        }
        return fetched;
    }

    private void found(Plan.Item item) {
        report.found(item.file().at(Fault.of("version", item.sentence())));
    }
}
