package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.Script;
import java.util.Iterator;

/** Reads a script event by event, no further than the tokens that are due. */
final class ScriptReader {
    private final Script script;
    private long due;
    private int token;
    private boolean closing;
    private Iterator<String> events;

    ScriptReader(Script script, long due) {
        this.script = script;
        this.due = due;
        events = script.opening().iterator();
    }

    /** So many tokens of all are due now. */
    void allow(long tokens) {
        due = tokens;
    }

    /** The next event, or null if none is due or none is left. */
    String next() {
        while (!events.hasNext()) {
            if (token < script.tokens()) {
                if (token >= due) {
                    return null;
                }
                events = script.token().apply(token++).iterator();
            } else if (closing) {
                return null;
            } else {
                closing = true;
                events = script.closing().iterator();
            }
        }
        return events.next();
    }

    boolean isAtEnd() {
        return closing && !events.hasNext();
    }
}
