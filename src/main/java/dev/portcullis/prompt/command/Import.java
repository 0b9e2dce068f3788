package dev.portcullis.prompt.command;

import java.io.IOException;
import java.util.List;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.foreign.Imported;
import dev.portcullis.prompt.foreign.ReadForeign;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.WriteSource;

/** {@code prompts import}: prompts of another program as files of ours. Where one of them cannot be taken over, none is written. */
final class Import {

    private final Report report;

    Import(Report report) {
        this.report = report;
    }

    int run(Order order) throws Cannot {
        Imported imported = read(order);
        imported.leftOut().forEach(left -> report.say(left.toString()));
        if (!imported.faults().isEmpty()) {
            report.found(imported.faults());
            report.say("nothing is written");
            return PromptCommand.FOUND;
        }
        List<WriteSource.Written> files = imported.versions().stream().map(WriteSource::write).toList();
        int written = 0;
        for (WriteSource.Written file : files) {
            if (NewFile.write(order.directory(), file)) {
                written++;
            } else {
                report.found(new FileFault(file.name(), 0, 0, "this file is there already"));
            }
        }
        report.say(written + " of " + imported.versions().size() + " prompts written" + addresses(imported.versions()));
        return written == files.size() ? PromptCommand.GOOD : PromptCommand.FOUND;
    }

    private static Imported read(Order order) throws Cannot {
        try {
            return ReadForeign.read(order.from(), order.file());
        } catch (IOException unreadable) {
            throw new Cannot("cannot read " + order.file() + " (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static String addresses(List<PromptVersion> versions) {
        return versions.isEmpty() ? "" : ": " + String.join(", ", versions.stream().map(PromptVersion::address).toList());
    }
}
