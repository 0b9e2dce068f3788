package dev.portcullis.guard;

import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.LinkedHashSet;

/**
 * What was found in the texts of one request or one answer, and what stops it. Says never what stood there. Not thread-safe: one
 * call, one thread.
 */
final class Found {

    static final String HEADER = "x-portcullis-guard";

    /** What stops a call: the first that does. */
    record Stop(What what, List<String> rules) {
    }

    private final SequencedSet<String> injection = new LinkedHashSet<>();
    private final SequencedSet<String> harm = new LinkedHashSet<>();
    private final SequencedSet<String> policies = new LinkedHashSet<>();
    private boolean injected;
    private int entities;
    private Stop stop;

    void injection(Collection<String> rules, boolean stops) {
        injected = true;
        injection.addAll(rules);
        stop(stops, What.INJECTION, rules);
    }

    void entities(int count, Collection<String> types, boolean stops) {
        entities += count;
        stop(stops, What.PERSONAL_DATA, types);
    }

    void harm(Collection<String> categories, boolean stops) {
        harm.addAll(categories);
        stop(stops, What.HARM, categories);
    }

    void policy(String name, boolean stops) {
        policies.add(name);
        stop(stops, What.POLICY, List.of(name));
    }

    private void stop(boolean stops, What what, Collection<String> rules) {
        if (stops && stop == null) {
            stop = new Stop(what, List.copyOf(new LinkedHashSet<>(rules)));
        }
    }

    Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    boolean isNothing() {
        return !injected && entities == 0 && harm.isEmpty() && policies.isEmpty();
    }

    /** For the reply's head: {@code injection;rules=override,model;pii=2}. Nothing where nothing was found. */
    Headers headers() {
        if (isNothing()) {
            return Headers.NONE;
        }
        List<String> parts = new ArrayList<>();
        if (injected) {
            parts.add("injection");
            if (!injection.isEmpty()) {
                parts.add("rules=" + String.join(",", injection));
            }
        }
        if (entities > 0) {
            parts.add("pii=" + entities);
        }
        if (!harm.isEmpty()) {
            parts.add("harm=" + String.join(",", harm));
        }
        if (!policies.isEmpty()) {
            parts.add("policy=" + String.join(",", policies));
        }
        return Headers.of(HEADER, String.join(";", parts));
    }
}
