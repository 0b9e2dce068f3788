package dev.portcullis.prompt.command;

import java.io.PrintStream;
import java.util.Collection;

import dev.portcullis.prompt.source.FileFault;

/** What a command says: what it found, line by line, where a pipeline reads it, and how it went where people look. */
final class Report {

    private final PrintStream out;
    private final PrintStream err;

    Report(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void found(FileFault fault) {
        out.println(fault);
    }

    void found(Collection<FileFault> faults) {
        faults.stream().sorted(FileFault.BY_PLACE).forEach(out::println);
    }

    void say(String sentence) {
        err.println(sentence);
    }
}
