package dev.portcullis.prompt.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.source.FileFault;
import dev.portcullis.prompt.source.SourceFile;
import dev.portcullis.prompt.source.WriteSource;
import dev.portcullis.prompt.version.Semver;

/** {@code prompts export}: the server's versions that are in no file yet, as files. No file is changed. */
final class Export {

    private final Report report;
    private final AdminServer server;
    private final Map<String, SourceFile> files = new HashMap<>();
    private int written;
    private int there;
    private int found;

    Export(Report report, AdminServer server) {
        this.report = report;
        this.server = server;
    }

    int run(Order order) throws Cannot {
        if (Files.exists(order.directory())) {
            CheckedFiles checked = CheckedFiles.read(order.directory());
            if (!checked.faults().isEmpty()) {
                report.found(checked.faults());
                report.say("nothing is written beside files that cannot be read");
                return PromptCommand.FOUND;
            }
            checked.files().forEach(file -> files.put(file.draft().content().address(), file));
        }
        for (String id : server.ids()) {
            Map<Semver, String> hashes = server.hashes(id);
            for (Semver version : hashes.keySet().stream().sorted().toList()) {
                export(order.directory(), id, version, hashes.get(version));
            }
        }
        report.say(written + " written, " + there + " were there" + (found > 0 ? ", " + found + " could not be written" : ""));
        return found == 0 ? PromptCommand.GOOD : PromptCommand.FOUND;
    }

    private void export(Path directory, String id, Semver version, String hash) throws Cannot {
        SourceFile file = files.get(id + "@" + version);
        if (file != null && PromptDocument.hash(file.draft().content()).equals(hash)) {
            there++;
        } else if (file != null) {
            found(file.at(Fault.of("version", id + "@" + version + " has other content on the server")));
        } else {
            List<PromptVersion> content = server.version(id, version).stream().toList();
            if (content.isEmpty()) {
                found(new FileFault("", 0, 0, id + "@" + version + " was published by a newer gateway, in a form that this program cannot read"));
            } else {
                write(directory, WriteSource.write(content.getFirst()));
            }
        }
    }

    private void found(FileFault fault) {
        found++;
        report.found(fault);
    }

    private void write(Path directory, WriteSource.Written file) throws Cannot {
        if (NewFile.write(directory, file)) {
            written++;
        } else {
            found(new FileFault(file.name(), 0, 0, "this file is there already and is of another version"));
        }
    }
}
