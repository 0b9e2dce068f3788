package dev.portcullis.admission;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls of one tenant that are over, of which Redis is being told. That is on its way on one connection while the same caller's next
 * call may already ask on another one, so each that asks names them, and Redis does not count them. In the order in which they ended,
 * and a walk of as many steps as are named, however many there once were. Thread-safe.
 */
final class Endings {

    /** Named by one call at most: each name holds up everybody else at Redis for a fraction of a microsecond. */
    static final int MOST_NAMED = 100;

    private final Set<String> names = new LinkedHashSet<>();
    private long begun;

    synchronized void begin(String name) {
        names.add(name);
        begun++;
    }

    /** How many calls have ended so far. */
    synchronized long begun() {
        return begun;
    }

    /** Redis knows, or somebody else sees to it that it will. */
    synchronized void known(String name) {
        names.remove(name);
    }

    /** The {@value #MOST_NAMED} oldest of them at most. */
    synchronized List<String> named() {
        return names.isEmpty() ? List.of() : names.stream().limit(MOST_NAMED).toList();
    }
}
