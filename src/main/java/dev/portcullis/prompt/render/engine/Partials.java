package dev.portcullis.prompt.render.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.portcullis.prompt.render.template.Node;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.Problems.Source;
import dev.portcullis.prompt.render.template.TemplateBounds;
import dev.portcullis.prompt.render.template.TreeReader;

/** The partials that one prompt uses, each read once. */
final class Partials {

    record Read(Source source, List<Node> nodes) {
    }

    private final Function<String, Optional<String>> texts;
    private final TemplateBounds bounds;
    private final Problems problems;
    private final Map<String, Optional<Read>> read = new HashMap<>();

    Partials(Function<String, Optional<String>> texts, TemplateBounds bounds, Problems problems) {
        this.texts = texts;
        this.bounds = bounds;
        this.problems = problems;
    }

    /** Empty where there is none of that name; with problems recorded, as much as could be read. */
    Optional<Read> find(String name, int message) {
        Optional<Read> known = read.get(name);
        if (known == null) {
            known = texts.apply(name).map(text -> new Source(message, name, text))
                    .map(source -> new Read(source, TreeReader.read(source, bounds, problems)));
            read.put(name, known);
        }
        return known;
    }

    /** Whether the name says which version it is: {@code id@1.0.0}. */
    static boolean pinned(String name) {
        int at = name.lastIndexOf('@');
        if (at <= 0) {
            return false;
        }
        String version = name.substring(at + 1);
        int core = version.length();
        for (char end : new char[] {'-', '+'}) {
            int found = version.indexOf(end);
            core = found < 0 ? core : Math.min(core, found);
        }
        int dots = 0;
        boolean digit = false;
        for (int i = 0; i < core; i++) {
            char c = version.charAt(i);
            if (c == '.' && digit) {
                dots++;
                digit = false;
            } else if (c >= '0' && c <= '9') {
                digit = true;
            } else {
                return false;
            }
        }
        return digit && dots == 2;
    }
}
