package dev.portcullis.config.guard;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * What is done about personal data.
 *
 * @param response never {@link Action#RESTORE}: the answer is where it is put back
 * @param entities the types that are looked for, of {@link EntityTypes#ALL}; not empty
 */
public record PiiSettings(Action request, Action response, Set<String> entities) {

    /** What is done about each value that is found; the strongest first. */
    public enum Action {
        /** The text does not pass. */
        BLOCK,
        /** Its type stands in its place. */
        REDACT,
        /** A placeholder stands in its place on the way to the provider, and it is put back into the answer. */
        RESTORE,
        /** It passes; that it was found is told. */
        FLAG,
        /** It is not looked for. */
        OFF;

        public String yamlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final PiiSettings DEFAULT = new PiiSettings(Action.FLAG, Action.FLAG, EntityTypes.DEFAULT);

    private static final Action[] ON_RESPONSE = {Action.BLOCK, Action.REDACT, Action.FLAG, Action.OFF};

    public PiiSettings {
        if (response == Action.RESTORE) {
            throw new IllegalArgumentException("personal data is put back into an answer, not into what follows it");
        }
        entities = Collections.unmodifiableSet(new LinkedHashSet<>(entities));
    }

    public Action on(Direction direction) {
        return switch (direction) {
            case REQUEST -> request;
            case RESPONSE -> response;
        };
    }

    static PiiSettings over(PiiSettings guards, Section in, Floor floor) {
        PiiSettings own = new PiiSettings(
                action(in, "request", Action.values(), guards.request),
                action(in, "response", ON_RESPONSE, guards.response),
                in.list("entities").map(values -> listed(values, in)).orElse(guards.entities));
        floor.action(in, "request", own.request, guards.request);
        floor.action(in, "response", own.response, guards.response);
        if (guards.request != Action.OFF || guards.response != Action.OFF) {
            floor.types(in, "entities", own.entities, guards.entities);
        }
        return own;
    }

    private static Action action(Section in, String key, Action[] known, Action absent) {
        return in.value(key).flatMap(value -> value.word(known, Action::yamlName)).orElse(absent);
    }

    private static Set<String> listed(List<Value> values, Section in) {
        if (values.isEmpty()) {
            in.problem("entities", "the list is empty; write request: off and response: off to look for nothing");
        }
        Set<String> entities = new LinkedHashSet<>();
        for (Value value : values) {
            value.reference(EntityTypes.ALL, "a type of personal data").ifPresent(type -> {
                if (!entities.add(type)) {
                    value.problem(value.shown() + " is listed twice");
                }
            });
        }
        return entities;
    }

    void describe(Fingerprint to) {
        to.add(request).add(response).addAll(new TreeSet<>(entities));
    }
}
