package dev.portcullis.config;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong in it. Holds no secret. */
public final class InvalidConfig extends Exception {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    InvalidConfig(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, {@code file:line: path: what is wrong}; in the order of the file, not empty, at most 51. */
    public List<String> problems() {
        return problems;
    }
}
