package dev.portcullis.prompt.render.parameter;

import java.util.List;

/**
 * One parameter that a prompt declares.
 *
 * @param required  a call without it is refused; null counts as without it
 * @param oneOf     the values it may have, empty: any of its type
 * @param otherwise what it is where a call does not give it, or null; plain JSON, as the variables
 * @param maxTokens of its text, or of its JSON if it is not text; 0: no limit of its own
 */
public record Parameter(String name, ParameterType type, boolean required, List<Object> oneOf, Object otherwise, int maxTokens,
        Trust trust) {

    /** Whether a value is the prompt's own word or somebody else's. */
    public enum Trust {
        TRUSTED,
        /** The guard checks the value by itself. */
        UNTRUSTED,
        /** As {@link #UNTRUSTED}, and it stands between fences that the value cannot know. */
        FENCED
    }

    public Parameter {
        oneOf = List.copyOf(oneOf);
    }

    public static Parameter required(String name) {
        return new Parameter(name, ParameterType.ANY, true, List.of(), null, 0, Trust.TRUSTED);
    }

    public static Parameter optional(String name) {
        return new Parameter(name, ParameterType.ANY, false, List.of(), null, 0, Trust.TRUSTED);
    }

    public Parameter as(ParameterType type) {
        return new Parameter(name, type, required, oneOf, otherwise, maxTokens, trust);
    }

    public Parameter among(Object... values) {
        return new Parameter(name, type, required, List.of(values), otherwise, maxTokens, trust);
    }

    public Parameter otherwise(Object value) {
        return new Parameter(name, type, required, oneOf, value, maxTokens, trust);
    }

    public Parameter within(int tokens) {
        return new Parameter(name, type, required, oneOf, otherwise, tokens, trust);
    }

    public Parameter trusted(Trust trust) {
        return new Parameter(name, type, required, oneOf, otherwise, maxTokens, trust);
    }
}
