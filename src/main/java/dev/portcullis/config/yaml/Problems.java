package dev.portcullis.config.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything found wrong in one file: {@code file:line: path: what is wrong}; and, kept apart, what is allowed but may not be
 * meant.
 */
public final class Problems {

    /** At most this many are listed; the rest is only counted. */
    static final int LISTED = 50;

    private record Problem(int line, String text) {}

    private final String fileName;
    private final Set<Problem> found = new LinkedHashSet<>();
    private final Set<Problem> doubtful = new LinkedHashSet<>();
    private final List<Runnable> checks = new ArrayList<>();

    public Problems(String fileName) {
        this.fileName = fileName;
    }

    void add(int line, String path, String message) {
        found.add(problem(line, path, message));
    }

    void warn(int line, String path, String message) {
        doubtful.add(problem(line, path, message));
    }

    /** What only warns is looked for when somebody wants to hear of it. */
    void later(Runnable check) {
        checks.add(check);
    }

    private Problem problem(int line, String path, String message) {
        String where = path.isEmpty() ? "" : path + ": ";
        String text = fileName + ":" + line + ": " + where + message;
        return new Problem(line, text.replaceAll("\\p{Cntrl}", "?")); // one line each, whatever the file has in it
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file's lines; at most {@value #LISTED} and one more line that says how many were left out. */
    public List<String> lines() {
        return lines(found, "problems");
    }

    /** As {@link #lines()}; of a file without problems only. */
    public List<String> warnings() {
        checks.forEach(Runnable::run);
        checks.clear();
        return lines(doubtful, "warnings");
    }

    private List<String> lines(Set<Problem> problems, String kind) {
        List<String> all = problems.stream().sorted(Comparator.comparingInt(Problem::line)).map(Problem::text).toList();
        if (all.size() <= LISTED) {
            return all;
        }
        String rest = fileName + ": and " + (all.size() - LISTED) + " more " + kind;
        return Stream.concat(all.stream().limit(LISTED), Stream.of(rest)).toList();
    }
}
