package dev.portcullis.provider;

import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one call has tried and where it goes next. A retry goes to a target of the same model that this call has not tried, where
 * there is one; a target that failed before is tried again only after its back-off; when a model's attempts are used up, or none
 * of its targets can be asked, its fallback is next.
 */
final class Itinerary {

    /** @param pause before the attempt, zero at a target that has not failed in this call */
    record Step(Target target, Duration pause) {
    }

    private final List<Route.Leg> legs;
    private final Backoff backoff;
    private final boolean once;
    private final Map<Target, Integer> failures = new HashMap<>();
    private final Map<Target, Optional<Duration>> askedFor = new HashMap<>();
    private final Set<Target> closed = new HashSet<>();
    private int leg;
    private int attemptsInLeg;
    private int cursor;

    /** @param once whether a target that has failed is not tried again, so that nothing is ever paused for */
    Itinerary(Route route, Backoff backoff, boolean once) {
        this.legs = route.legs();
        this.backoff = backoff;
        this.once = once;
    }

    /** The next attempt, or empty when there is nobody left to ask. */
    Optional<Step> next() {
        for (; leg < legs.size(); leg++, attemptsInLeg = 0, cursor = 0) {
            Route.Leg current = legs.get(leg);
            if (attemptsInLeg <= current.retries()) {
                for (int tried = 0; tried < current.targets().size(); tried++) {
                    Target target = current.targets().get(cursor++ % current.targets().size());
                    if (!closed.contains(target)) {
                        attemptsInLeg++;
                        return Optional.of(new Step(target, pauseBefore(target)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    void failed(Target target, UpstreamFailure failure) {
        failures.merge(target, 1, Integer::sum);
        askedFor.put(target, failure.retryAfter());
        if (once || failure.retryAfter().filter(asked -> asked.compareTo(Backoff.LONGEST) > 0).isPresent()) {
            closed.add(target);
        }
    }

    /** The target's breaker is open: nothing was sent, so no attempt was used. */
    void breakerOpen(Target target) {
        closed.add(target);
        attemptsInLeg--;
    }

    private Duration pauseBefore(Target target) {
        Integer count = failures.get(target);
        return count == null ? Duration.ZERO : backoff.after(count, askedFor.get(target));
    }
}
