package dev.portcullis.release.observe;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.canary.Judge;
import dev.portcullis.release.observe.Batch.Arm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the first calls of each side went that this process has seen: a canary that fails at once is stopped at once. A process that was started
 * meanwhile counts from the beginning again; the database, which knows that those were not the side's first, has the last word. Not safe
 * for threads.
 */
final class FirstCalls {

    /** Calls of a side that are its first ones. */
    static final int MOST = 20;
    /** Sides that are remembered, those of the newest releases; a release has two or a few more. */
    private static final int MOST_ARMS = 1_000;

    private final Map<Arm, ArmCounts> arms = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Arm, ArmCounts> eldest) {
            return size() > MOST_ARMS;
        }
    };

    /**
     * @param failed whether the call did
     * @param fresh  what is written next
     * @return whether with this call there are too many errors among the first calls of a canary
     */
    boolean add(Arm arm, boolean failed, ArmCounts fresh) {
        ArmCounts first = arms.computeIfAbsent(arm, none -> new ArmCounts());
        if (first.firstCalls() >= MOST) {
            return false;
        }
        first.first(failed);
        fresh.first(failed);
        return failed && first.firstErrors() == Judge.HARD_STOP && arm.name().equals(Assignment.CANARY);
    }
}
