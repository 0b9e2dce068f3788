package dev.portcullis.prompt.command;

import java.util.List;

/** {@code prompts lint}: all that can be found wrong with a directory offline. Texts may use those of the directory's own versions only. */
final class Lint {

    private final Report report;

    Lint(Report report) {
        this.report = report;
    }

    int run(Order order) {
        CheckedFiles checked = CheckedFiles.read(order.directory()).steps().templates(List.of());
        report.found(checked.faults());
        checked.warnings().forEach(warning -> report.say(warning.toString()));
        report.say(checked.files().size() + " files were read, " + checked.faults().size() + " faults and " + checked.warnings().size() + " warnings found");
        return checked.faults().isEmpty() ? PromptCommand.GOOD : PromptCommand.FOUND;
    }
}
