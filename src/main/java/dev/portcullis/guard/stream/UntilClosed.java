package dev.portcullis.guard.stream;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * For a text that is JSON: lets go what its gate holds as soon as its outermost brace is closed, since no value goes on behind that. Clients
 * take the arguments of a tool's call for complete when the next call begins, long before the choice is finished. What follows all the same
 * passes a gate of its own. In what cannot be JSON a brace closes nothing, for it may stand in quotes that are not JSON's.
 */
final class UntilClosed implements Gate {

    private static final String OUTSIDE_STRINGS = "{}[],: \t\r\n0123456789+-.eEtrufalsn";

    private final Supplier<Gate> gates;
    private Gate gate;
    private boolean closed;
    private boolean odd;
    private boolean quoted;
    private boolean escaped;
    private long depth;

    /** @param gates makes a new one */
    UntilClosed(Supplier<Gate> gates) {
        this.gates = gates;
        gate = gates.get();
    }

    @Override
    public String push(String piece) {
        if (closed && !piece.isEmpty()) {
            gate = gates.get();
            closed = false;
        }
        String passed = gate.push(piece);
        if (!closes(piece)) {
            return passed;
        }
        closed = true;
        return passed + gate.end();
    }

    /** Whether the outermost brace is the last of it. */
    private boolean closes(String piece) {
        boolean last = false;
        for (int i = 0; i < piece.length() && !odd; i++) {
            char c = piece.charAt(i);
            if (quoted) {
                quoted = escaped || c != '"';
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                quoted = true;
                last = false;
            } else if (c == '{' || c == '[') {
                depth++;
                last = false;
            } else if (c == '}' || c == ']') {
                depth--;
                odd = depth < 0;
                last = depth == 0;
            } else {
                odd = OUTSIDE_STRINGS.indexOf(c) < 0;
                last &= c <= ' ';
            }
        }
        return last && !odd;
    }

    @Override
    public String pause() {
        return closed ? "" : gate.pause();
    }

    @Override
    public String end() {
        return closed ? "" : gate.end();
    }

    @Override
    public int held() {
        return closed ? 0 : gate.held();
    }

    @Override
    public boolean waits() {
        return !closed && gate.waits();
    }

    @Override
    public Optional<Stop> stop() {
        return gate.stop();
    }
}
