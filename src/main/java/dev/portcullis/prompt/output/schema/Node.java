package dev.portcullis.prompt.output.schema;

import java.util.ArrayList;
import java.util.List;

/** One schema within a document: all its rules hold, or it does not. */
final class Node {

    /** @return null where it holds, else which rule is broken */
    interface Rule {
        String broken(Object value, Steps steps);
    }

    /** What one check may take, since schemas may refer to themselves and to each other. */
    static final class Steps {

        private static final int MOST_DEPTH = 400;

        private static final int LOOKS_PER_STEP = 8;

        private int left;
        private int depth;

        Steps(int most) {
            left = most;
        }

        /** For so many names that are looked for in one object: an answer of many small ones meets each of a schema's names in each. */
        void look(int names) {
            take(names / LOOKS_PER_STEP);
        }

        void take(long more) {
            left = (int) Math.max(-1, left - more);
            if (left < 0) {
                throw new TooMany();
            }
        }
    }

    /** Leads out of a check. */
    static final class TooMany extends RuntimeException {

        TooMany() {
            super("too many steps", null, false, false);
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    void add(Rule rule) {
        rules.add(rule);
    }

    String broken(Object value, Steps steps) {
        steps.take(1);
        if (++steps.depth > Steps.MOST_DEPTH) {
            throw new TooMany();
        }
        for (Rule rule : rules) {
            String broken = rule.broken(value, steps);
            if (broken != null) {
                steps.depth--;
                return broken;
            }
        }
        steps.depth--;
        return null;
    }

    boolean holds(Object value, Steps steps) {
        return broken(value, steps) == null;
    }
}
