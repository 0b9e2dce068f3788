package dev.portcullis.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls of one tenant that are over, of which Redis is being told. That is on its way on one connection while the same caller's next
 * call may already ask on another one, so each that asks names them, and Redis does not count them. Thread-safe.
 */
final class Endings {

    /** Named by one call at most: each name holds up everybody else at Redis for a fraction of a microsecond. */
    static final int MOST_NAMED = 100;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    void begin(String name) {
        names.add(name);
    }

    /** Redis knows, or somebody else sees to it that it will. */
    void known(String name) {
        names.remove(name);
    }

    /** {@value #MOST_NAMED} of them at most. */
    List<String> named() {
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> some = new ArrayList<>();
        for (String name : names) {
            if (some.size() == MOST_NAMED) {
                break;
            }
            some.add(name);
        }
        return some;
    }
}
