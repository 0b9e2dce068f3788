package dev.portcullis.config.yaml;

import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where in the file a reader stands, and what it needs there. A muted place records nothing: what is missing inside something
 * that is itself broken is not worth a second problem.
 */
record Place(Problems problems, Variables variables, int line, String path, boolean muted) {

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The place of a key: the line is that of the key, also where the value is an alias of something further up. */
    Place at(String key, int keyLine) {
        return new Place(problems, variables, keyLine, path.isEmpty() ? Shown.name(key) : path + "." + Shown.name(key), muted);
    }

    Place item(int index, int itemLine) {
        return new Place(problems, variables, itemLine, path + "[" + index + "]", muted);
    }

    Place mute() {
        return new Place(problems, variables, line, path, true);
    }

    void warning(String message) {
        if (!muted) {
            problems.warn(line, path, message);
        }
    }

    void problem(String message) {
        if (!muted) {
            problems.add(line, path, message);
        }
    }
}
