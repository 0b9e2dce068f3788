package dev.portcullis.prompt.render.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong in a prompt's templates, as far as it was looked for, and what may not be meant. */
public final class Problems {

    /** A text of one message or partial: problems are placed in it. */
    public record Source(int message, String partial, String text) {
    }

    private final int most;
    private final Set<Problem> found = new LinkedHashSet<>();
    private final Set<Problem> doubtful = new LinkedHashSet<>();

    /** @param most after which {@link #full} */
    public Problems(int most) {
        this.most = most;
    }

    public void add(Source source, int at, String text) {
        if (!full()) {
            found.add(placed(source, at, text));
        }
    }

    public void warn(Source source, int at, String text) {
        if (doubtful.size() < most) {
            doubtful.add(placed(source, at, text));
        }
    }

    /** Whether so many were found that looking for more is of no use. */
    public boolean full() {
        return found.size() >= most;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Problem> found() {
        return new ArrayList<>(found);
    }

    public List<Problem> warnings() {
        return new ArrayList<>(doubtful);
    }

    /** Looks at the whole text before the place: for the few that are kept only. */
    private static Problem placed(Source source, int at, String text) {
        int line = 1;
        int lineStart = 0;
        for (int next = source.text.indexOf('\n'); next >= 0 && next < at; next = source.text.indexOf('\n', lineStart)) {
            line++;
            lineStart = next + 1;
        }
        int column = source.text.codePointCount(lineStart, Math.min(at, source.text.length())) + 1;
        return new Problem(source.message, source.partial, line, column, text);
    }
}
