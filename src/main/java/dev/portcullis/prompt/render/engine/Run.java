package dev.portcullis.prompt.render.engine;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.engine.Script.Mark;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;

/** One message being rendered: what the engine's helpers share. */
final class Run {

    /** The name by which helpers find it among the engine's own data. */
    static final String NAME = "run";

    /** @param key of an object's member, else the index */
    record Round(int index, Object key, boolean first, boolean last) {
    }

    final Script script;
    final Output out;
    final List<Round> rounds = new ArrayList<>();
    private final String nonce;
    private final List<Span> spans = new ArrayList<>();

    Run(Script script, Output out, String nonce) {
        this.script = script;
        this.out = out;
        this.nonce = nonce;
    }

    List<Span> spans() {
        return spans;
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
     * Writes a value and remembers where, if it is not the prompt's own word.
     *
     * @param mark   number of the script's mark, below 0: none
     * @param fenced whether fences fit here; they do not inside JSON
     */
    void write(int mark, boolean fenced, Writing value) throws java.io.IOException {
        if (mark < 0) {
            value.run();
            return;
        }
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
