package dev.portcullis.prompt.render.engine;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.engine.Script.Mark;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;

/** One message being rendered: what the engine's helpers share. */
final class Run {

    /** The name by which helpers find it among the engine's own data. */
    static final String NAME = "run";
    private static final int NOWHERE = Integer.MAX_VALUE;

    /** @param key of an object's member, else the index */
    record Round(int index, Object key, boolean first, boolean last) {
    }

    final Script script;
    final Output out;
    final List<Round> rounds = new ArrayList<>();
    private final String nonce;
    private final List<Span> spans = new ArrayList<>();
    private int valuesFrom = NOWHERE;
    private int valuesTo;

    Run(Script script, Output out, String nonce) {
        this.script = script;
        this.out = out;
        this.nonce = nonce;
    }

    List<Span> spans() {
        return spans;
    }

    /** Where in the message the first value begins; where it ends, if it has none. */
    int valuesFrom() {
        return Math.min(valuesFrom, out.length());
    }

    /** Behind the last value; where the message ends, if it has none. */
    int valuesTo() {
        return valuesFrom == NOWHERE ? out.length() : valuesTo;
    }

    String nonce() {
        return nonce;
    }

    /** Null outside of that many loops. */
    Round round(int up) {
        int at = rounds.size() - 1 - up;
        return at < 0 ? null : rounds.get(at);
    }

    interface Writing {
        void run() throws java.io.IOException;
    }

    /**
     * Writes a value and remembers where; apart from others, if it is not the prompt's own word.
     *
     * @param mark   number of the script's mark, below 0: none
     * @param fenced whether fences fit here; they do not inside JSON
     */
    void write(int mark, boolean fenced, Writing value) throws java.io.IOException {
        int begin = out.length();
        if (mark < 0) {
            value.run();
        } else {
            marked(mark, fenced, value);
        }
        if (out.length() > begin) {
            valuesFrom = Math.min(valuesFrom, begin);
            valuesTo = out.length();
        }
    }

    private void marked(int mark, boolean fenced, Writing value) throws java.io.IOException {
        Mark whose = script.marks().get(mark);
        boolean fence = fenced && whose.trust() == Trust.FENCED;
        if (fence) {
            out.write("<untrusted-" + nonce + ">");
        }
        int from = out.length();
        value.run();
        if (out.length() > from) {
            spans.add(new Span(whose.parameter(), from, out.length()));
        }
        if (fence) {
            out.write("</untrusted-" + nonce + ">");
        }
    }
}
