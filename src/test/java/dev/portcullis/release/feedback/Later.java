package dev.portcullis.release.feedback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Time that passes when a test says so. */
final class Later implements BiConsumer<Duration, Runnable> {

    private record Step(long at, Runnable what) {
    }

    private final List<Step> steps = new ArrayList<>();
    long now;

    @Override
    public void accept(Duration pause, Runnable step) {
        steps.add(new Step(now + pause.toNanos(), step));
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        while (true) {
            Step next = steps.stream().filter(step -> step.at <= until).min(java.util.Comparator.comparingLong(Step::at)).orElse(null);
            if (next == null) {
                now = until;
                return;
            }
            steps.remove(next);
            now = next.at;
            next.what.run();
        }
    }
}
