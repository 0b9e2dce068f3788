package dev.portcullis.prompt.render.engine;

import java.util.List;
import java.util.Map;

import com.github.jknack.handlebars.Template;

/** One message's template, ready to be rendered any number of times, by any number of threads at once. */
public final class CompiledMessage {

    private final String role;
    private final Template template;
    private final Script script;

    CompiledMessage(String role, Template template, Script script) {
        this.role = role;
        this.template = template;
        this.script = script;
    }

    /**
     * @param spans      in their order: what in the text is not the prompt's own word
     * @param valuesFrom up to here, in UTF-16 units, all is written in the prompt; the text's length where all of it is
     * @param valuesTo   from here on all is written in the prompt
     */
    public record Text(String role, String text, List<Span> spans, int valuesFrom, int valuesTo) {
    }

    Text render(Map<String, Object> variables, Output out, String nonce) {
        Run run = new Run(script, out, nonce);
        Engine.run(template, variables, run);
        int from = run.valuesFrom();
        int to = run.valuesTo();
        return new Text(role, out.take(), List.copyOf(run.spans()), from, to);
    }

    /** Bytes that it takes in memory, about: of the text twice, and what a tag becomes. */
    int weight() {
        int tags = 0;
        for (int at = script.source().indexOf("{{"); at >= 0; at = script.source().indexOf("{{", at + 2)) {
            tags++;
        }
        return 600 + 4 * script.source().length() + 700 * tags;
    }
}
