package dev.portcullis.release.experiment.run;

import dev.portcullis.release.experiment.Experiment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Says when all experiments are looked at: at any time, but with a rest after each look, so that looking takes a hundredth of the database's
 * time at most. Two things do not wait for the end of a rest, each once: an experiment that nobody has looked at, and one whose time is over.
 * Used by one look at a time.
 */
final class NextLook {

    private static final int REST = 100;
    private static final Duration LONGEST_REST = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private final Set<String> known = new HashSet<>();
    /** By release the moment when its time is over, in {@link #nanos}. */
    private final Map<String, Long> ends = new HashMap<>();
    private long begun;
    private long restedAt;

    /** @param nanos a clock that only goes forward, in nanoseconds */
    NextLook(LongSupplier nanos) {
        this.nanos = nanos;
        restedAt = nanos.getAsLong();
    }

    /** @param running all there are */
    boolean isDue(List<Experiment> running) {
        long now = nanos.getAsLong();
        return now - restedAt >= 0 || running.stream().anyMatch(one -> !known.contains(one.release()))
                || ends.values().stream().anyMatch(end -> now - end >= 0);
    }

    /** A look begins. @param running all there are, at each of which it looks */
    void begin(List<Experiment> running) {
        begun = nanos.getAsLong();
        known.clear();
        ends.clear();
        running.forEach(one -> known.add(one.release()));
    }

    /** @param left from now until its time is over; empty or negative for never, and never is what it is until this is said */
    void seen(Experiment experiment, Optional<Duration> left) {
        left.filter(duration -> !duration.isNegative()).ifPresent(duration -> ends.put(experiment.release(), nanos.getAsLong() + duration.toNanos()));
    }

    void end() {
        long now = nanos.getAsLong();
        restedAt = now + Math.min(LONGEST_REST.toNanos(), (now - begun) * REST);
    }
}
