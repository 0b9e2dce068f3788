package dev.portcullis.prompt.render.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.portcullis.prompt.render.engine.Script.Mark;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;

/**
 * Writes the engine's language. Text that the engine could misread (it takes a backslash, a tilde or a brace beside a tag for a
 * part of the tag) goes by number, as do all strings; names stand in brackets, so that none can be a helper's.
 */
final class ScriptText {

    private final StringBuilder source = new StringBuilder();
    private final List<Object> constants = new ArrayList<>();
    private final List<List<String>> names = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> fenced;
    private String indent = "";
    private boolean lineBegins;

    /** @param fenced the parameters whose values stand between fences */
    ScriptText(Set<String> fenced) {
        this.fenced = fenced;
    }

    Script script() {
        return new Script(source.toString(), constants, names, marks);
    }

    /** From here on lines are indented by that much more; {@link #indented} with what this gives ends it. */
    String indent(String more) {
        String before = indent;
        lineBegins = lineBegins || !more.isEmpty();
        indent = before + more;
        return before;
    }

    void indented(String before) {
        indent = before;
        lineBegins = lineBegins && !before.isEmpty();
    }

    void text(String text) {
        if (indent.isEmpty()) {
            plain(text);
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (String line : text.splitWithDelimiters("\n", 0)) {
            if (!line.isEmpty()) {
                lines.append(lineBegins ? indent : "").append(line);
                lineBegins = line.equals("\n");
            }
        }
        plain(lines.toString());
    }

    private void plain(String text) {
        if (text.startsWith("~") || text.chars().anyMatch(c -> c == '{' || c == '}' || c == '\\')) {
            source.append("{{text ").append(constant(text)).append("}}");
        } else {
            source.append(text);
        }
    }

    void put(String value, Set<String> sources) {
        beginLine();
        source.append("{{put ").append(value).append(' ').append(mark(sources)).append("}}");
    }

    void json(String value, long indent, Set<String> sources) {
        beginLine();
        source.append("{{json ").append(value).append(' ').append(mark(sources)).append(' ').append(indent).append("}}");
    }

    private void beginLine() {
        if (lineBegins) {
            lineBegins = false;
            plain(indent);
        }
    }

    void open(String helper, List<String> values) {
        source.append("{{#").append(helper).append(' ').append(String.join(" ", values)).append("}}");
    }

    void otherwise() {
        source.append("{{else}}");
    }

    void close(String helper) {
        source.append("{{/").append(helper).append("}}");
    }

    /** In the engine's language. */
    static String path(int up, List<String> path) {
        return "../".repeat(up) + (path.isEmpty() ? "this" : path.stream().map(name -> "[" + name + "]").collect(Collectors.joining(".")));
    }

    String literal(Object value) {
        return value instanceof Long number && number == number.intValue() ? number.toString() : "(constant " + constant(value) + ")";
    }

    private int constant(Object value) {
        constants.add(value);
        return constants.size() - 1;
    }

    int named(List<String> given) {
        names.add(given);
        return names.size() - 1;
    }

    private int mark(Set<String> sources) {
        if (sources.isEmpty()) {
            return -1;
        }
        Trust trust = sources.stream().anyMatch(fenced::contains) ? Trust.FENCED : Trust.UNTRUSTED;
        Mark mark = new Mark(String.join(",", new TreeSet<>(sources)), trust);
        if (!marks.contains(mark)) {
            marks.add(mark);
        }
        return marks.indexOf(mark);
    }
}
