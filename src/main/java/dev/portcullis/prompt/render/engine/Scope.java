package dev.portcullis.prompt.render.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What names mean at a place of a template.
 *
 * @param outer   null for the prompt's variables
 * @param named   the values that a partial is given by name, with the untrusted parameters that each comes from; else empty
 * @param sources the untrusted parameters that whatever is found here comes from
 */
record Scope(Scope outer, Kind kind, Map<String, Set<String>> named, Set<String> sources) {

    enum Kind {
        /** The prompt's variables: names are declared parameters. */
        VARIABLES,
        /** An element of a loop: what names there are is known only when it is rendered. */
        ELEMENT,
        /** As {@link #ELEMENT}, without a loop. */
        VALUE,
        /** Inside a partial that is given a value of its own, and perhaps names. */
        PARTIAL,
        /** Inside a partial that is given names over what is seen outside. */
        OVERLAY,
        /** Inside a partial that sees what is seen outside; the engine knows nothing of it. */
        BORDER
    }

    static Scope variables(Set<String> untrusted) {
        return new Scope(null, Kind.VARIABLES, Map.of(), untrusted);
    }

    Scope inside(Kind kind, Set<String> sources) {
        return new Scope(this, kind, Map.of(), sources);
    }

    /** @param named with the untrusted parameters that each comes from */
    Scope inside(Kind kind, Set<String> sources, Map<String, Set<String>> named) {
        return new Scope(this, kind, named, sources);
    }

    /** The innermost loop but so many; empty where there is none. */
    Optional<Scope> loop(int up) {
        int left = up;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.kind == Kind.ELEMENT && left-- == 0) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    boolean known() {
        return kind != Kind.BORDER;
    }

    /** So many scopes further out; empty where the template, or the partial in it, ends before. */
    Optional<Scope> up(int count) {
        Scope scope = this;
        int left = count;
        while (left > 0) {
            if (scope.outer == null || scope.kind != Kind.ELEMENT && scope.kind != Kind.VALUE) {
                return Optional.empty();
            }
            scope = scope.outer;
            left--;
        }
        return Optional.of(scope);
    }

    /** How many of the engine's scopes stand around this one. */
    int depth() {
        int depth = 0;
        for (Scope scope = this; scope.outer != null; scope = scope.outer) {
            depth += scope.known() ? 1 : 0;
        }
        return depth;
    }
}
