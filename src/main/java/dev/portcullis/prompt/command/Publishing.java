package dev.portcullis.prompt.command;

import java.util.List;
import java.util.Optional;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptVersion;

/** {@code prompts push}. Checks everything before anything is published. */
final class Publishing {

    private final Report report;
    private final AdminServer server;

    Publishing(Report report, AdminServer server) {
        this.report = report;
        this.server = server;
    }

    int push(Order order) throws Cannot {
        Optional<List<Plan.Item>> plan = new Comparison(report, server).plan(order.directory());
        if (plan.isEmpty()) {
            return PromptCommand.FOUND;
        }
        List<Plan.Item> refused = plan.get().stream().filter(item -> item.kind() == Plan.Kind.REFUSED).toList();
        List<Plan.Item> fresh = plan.get().stream().filter(item -> item.kind() == Plan.Kind.FRESH).toList();
        if (!refused.isEmpty()) {
            refused.forEach(item -> report.found(item.fault()));
            report.say("nothing is published: " + refused.size() + " files are refused");
            return PromptCommand.FOUND;
        }
        if (order.dryRun()) {
            fresh.forEach(item -> report.found(item.fault()));
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
}
