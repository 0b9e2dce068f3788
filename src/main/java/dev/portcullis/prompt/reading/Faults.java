package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.Fault;
import java.util.ArrayList;
import java.util.List;

/** All that is found wrong in one document. */
final class Faults {

    /** At most this many are listed; the rest is only counted. */
    static final int LISTED = 50;

    private final List<Fault> listed = new ArrayList<>();
    private int more;

    void add(String path, String message) {
        if (listed.size() < LISTED) {
            listed.add(Fault.of(path, message));
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    /** In the order in which they were found. */
    List<Fault> list() {
        if (more == 0) {
            return List.copyOf(listed);
        }
        List<Fault> all = new ArrayList<>(listed);
        all.add(Fault.of("", "and " + more + " more"));
        return all;
    }
}
