package dev.portcullis.config.yaml;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything found wrong in one file: {@code file:line: path: what is wrong}. */
public final class Problems {

    /** At most this many are listed; the rest is only counted. */
    static final int LISTED = 50;

    private record Problem(int line, String text) {}

    private final String fileName;
    private final Set<Problem> found = new LinkedHashSet<>();

    public Problems(String fileName) {
        this.fileName = fileName;
    }

    void add(int line, String path, String message) {
        String where = path.isEmpty() ? "" : path + ": ";
        String text = fileName + ":" + line + ": " + where + message;
        found.add(new Problem(line, text.replaceAll("\\p{Cntrl}", "?"))); // one line each, whatever the file has in it
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file's lines; at most {@value #LISTED} and one more line that says how many were left out. */
    public List<String> lines() {
        List<String> all = found.stream().sorted(Comparator.comparingInt(Problem::line)).map(Problem::text).toList();
        if (all.size() <= LISTED) {
            return all;
        }
        String rest = fileName + ": and " + (all.size() - LISTED) + " more problems";
        return Stream.concat(all.stream().limit(LISTED), Stream.of(rest)).toList();
    }
}
