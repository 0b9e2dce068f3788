package dev.portcullis.prompt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A variable of a prompt.
 *
 * @param allowed     its only values; empty for any
 * @param byDefault   its value where the caller gives none; a required one has none
 * @param maxTokens   of its value
 * @param untrusted   whether its value comes from somebody whom the caller does not vouch for
 * @param description empty for none
 */
public record Parameter(boolean required, ParameterType type, List<Object> allowed, Optional<Object> byDefault, OptionalInt maxTokens, boolean untrusted,
        String description) {

    public static final Parameter REQUIRED = new Parameter(true, ParameterType.ANY, List.of(), Optional.empty(), OptionalInt.empty(), false, "");
    public static final Parameter OPTIONAL = new Parameter(false, ParameterType.ANY, List.of(), Optional.empty(), OptionalInt.empty(), false, "");
}
