package dev.portcullis.release.observe;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.observe.Batch.Arm;
import dev.portcullis.release.observe.Batch.Unit;
import dev.portcullis.release.observe.Observation.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What calls have told and the database does not know yet, summed up by side and unit. Units for which there is no room are left out
 * and counted.
 */
public final class Observations {

    /** Some 40 MB at worst, which is a second of a hundred thousand callers, or a long outage of a database and fewer callers. */
    private static final int MOST_UNITS = 100_000;
    /** So many are made ready to be written within some milliseconds of an event loop. */
    static final int MOST_AT_ONCE = 5_000;

    private final int mostUnits;
    private final Counter dropped;
    private final Counter beyond;
    private final FirstCalls first = new FirstCalls(); // guarded by this
    private final List<Consumer<String>> alarmed = new CopyOnWriteArrayList<>();
    private Map<Unit, UnitSums> units = new HashMap<>(); // guarded by this
    private Map<Arm, ArmCounts> arms = new HashMap<>(); // guarded by this
    private long batches; // guarded by this

    public Observations(MeterRegistry meters) {
        this(meters, MOST_UNITS);
    }

    Observations(MeterRegistry meters, int mostUnits) {
        this.mostUnits = mostUnits;
        dropped = counter(meters, Metric.RELEASE_DROPPED);
        beyond = counter(meters, Metric.RELEASE_BEYOND);
    }

    private static Counter counter(MeterRegistry meters, Metric metric) {
        return Counter.builder(metric.meterName()).description(metric.meaning()).register(meters);
    }

    /** Of what was written some calls were of units for which their releases have no room. */
    void beyond(long calls) {
        beyond.increment(calls);
    }

    /** @param what is told the release, on any thread, when too many of a canary's first calls have failed; it must not block */
    public void onBadStart(Consumer<String> what) {
        alarmed.add(what);
    }

    /**
     * A unit is noted that was judged; of an experiment also one that got what was known already of its variant: it was exposed to that, and what it
     * comes to counts.
     */
    void add(Assignment assignment, Observation told) {
        Arm arm = new Arm(assignment.release(), assignment.arm());
        Unit unit = told.kind().isJudged() || assignment.experiment().isPresent() && told.kind() == Kind.CACHED ? new Unit(arm, UnitDigest.of(assignment)) : null;
        if (note(arm, unit, told)) {
            alarmed.forEach(what -> what.accept(assignment.release()));
        }
    }

    /**
     * What a call's answer turned out to be worth, at its end or later, and what changes of that; see
     * {@link dev.portcullis.release.quality.ScoreListener}. The call itself may have been another replica's.
     */
    public synchronized void scored(String release, String arm, UUID unit, double value, int calls) {
        Unit scored = new Unit(new Arm(release, arm), UnitDigest.of(release, unit));
        if (units.size() >= mostUnits && !units.containsKey(scored)) {
            dropped.increment();
            return;
        }
        units.computeIfAbsent(scored, none -> new UnitSums()).add(Measure.QUALITY, value, calls);
    }

    private synchronized boolean note(Arm arm, Unit unit, Observation told) {
        if (unit != null && units.size() >= mostUnits && !units.containsKey(unit)) {
            dropped.increment();
            return false;
        }
        ArmCounts counts = arms.computeIfAbsent(arm, none -> new ArmCounts());
        counts.add(told.kind());
        if (unit == null) {
            return false;
        }
        units.computeIfAbsent(unit, none -> new UnitSums()).add(told.values());
        return told.kind().isJudged() && first.add(arm, told.values().getOrDefault(Measure.ERROR_RATE, 0.0) > 0, counts);
    }

    /** What was told since it was asked last, for the caller to write; of more than {@link #MOST_AT_ONCE} units the rest is for the next time. */
    synchronized Batch take() {
        Map<Unit, UnitSums> taken = units;
        if (units.size() > MOST_AT_ONCE) {
            taken = new HashMap<>();
            for (Iterator<Map.Entry<Unit, UnitSums>> all = units.entrySet().iterator(); taken.size() < MOST_AT_ONCE;) {
                Map.Entry<Unit, UnitSums> next = all.next();
                taken.put(next.getKey(), next.getValue());
                all.remove();
            }
        } else {
            units = new HashMap<>();
        }
        Batch batch = new Batch(++batches, taken, arms);
        arms = new HashMap<>();
        return batch;
    }
}
