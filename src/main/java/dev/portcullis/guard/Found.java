package dev.portcullis.guard;

import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.LinkedHashSet;

/**
 * What was found in the texts of one request or one answer, and what stops it. Says never what stood there. Safe for
 * threads: what is found in a stream is read where its call ends.
 */
final class Found {

    static final String HEADER = "x-portcullis-guard";

    /** What stops a call: the first that does. */
    record Stop(What what, List<String> rules) {
    }

    /** @param guard injection, pii, harm or policy. @param action block, redact, restore or flag */
    record Kind(String guard, String action) {
    }

    private final Map<Kind, Integer> counts = new HashMap<>();
    private final SequencedSet<String> injection = new LinkedHashSet<>();
    private final SequencedSet<String> harm = new LinkedHashSet<>();
    private final SequencedSet<String> policies = new LinkedHashSet<>();
    private boolean injected;
    private int entities;
    private Stop stop;

    synchronized void injection(Collection<String> rules, boolean stops) {
        injected = true;
        injection.addAll(rules);
        count("injection", stops ? "block" : "flag", 1);
        stop(stops, What.INJECTION, rules);
    }

    synchronized void entities(int count, Collection<String> types, PiiSettings.Action action) {
        entities += count;
        count("pii", action.yamlName(), count);
        stop(action == PiiSettings.Action.BLOCK, What.PERSONAL_DATA, types);
    }

    synchronized void harm(Collection<String> categories, boolean stops) {
        harm.addAll(categories);
        count("harm", stops ? "block" : "flag", 1);
        stop(stops, What.HARM, categories);
    }

    synchronized void policy(String name, PolicySettings.Action action) {
        policies.add(name);
        count("policy", action.yamlName(), 1);
        stop(action == PolicySettings.Action.BLOCK, What.POLICY, List.of(name));
    }

    private void count(String guard, String action, int more) {
        counts.merge(new Kind(guard, action), more, Integer::sum);
    }

    /** Texts and values that were found, by what found them and what became of them. */
    synchronized Map<Kind, Integer> counts() {
        return Map.copyOf(counts);
    }

    private void stop(boolean stops, What what, Collection<String> rules) {
        if (stops && stop == null) {
            stop = new Stop(what, List.copyOf(new LinkedHashSet<>(rules)));
        }
    }

    synchronized Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    synchronized boolean isNothing() {
        return !injected && entities == 0 && harm.isEmpty() && policies.isEmpty();
    }

    /** What was found elsewhere, in the words of {@link #toString}. Stops nothing, and is not counted again. */
    synchronized Found and(String told) {
        for (String part : told.split(";")) {
            String value = part.substring(part.indexOf('=') + 1);
            switch (part.substring(0, part.length() - value.length())) {
                case "rules=" -> injection.addAll(List.of(value.split(",")));
                case "pii=" -> entities += Integer.parseInt(value);
                case "harm=" -> harm.addAll(List.of(value.split(",")));
                case "policy=" -> policies.addAll(List.of(value.split(",")));
                default -> injected |= part.equals("injection");
            }
        }
        return this;
    }

    /** For the reply's head. Nothing where nothing was found. */
    Headers headers() {
        return isNothing() ? Headers.NONE : Headers.of(HEADER, toString());
    }

    /** {@code injection;rules=override,model;pii=2}; empty where nothing was found. */
    @Override
    public synchronized String toString() {
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
        return String.join(";", parts);
    }
}
