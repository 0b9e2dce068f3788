package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.Parameter;
import dev.portcullis.prompt.ParameterType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A prompt's parameters, in the short form ({@code "required"}) and the long one. */
final class ParameterReader {

    static final int MOST_PARAMETERS = 100;
    static final int MOST_NAME = 64;
    static final int MOST_ALLOWED = 100;
    static final int MOST_DESCRIPTION = 1_000;
    static final int MOST_TOKENS = 10_000_000;

    private static final String REQUIRED = "required";
    private static final String OPTIONAL = "optional";
    private static final Set<String> KNOWN = new LinkedHashSet<>(List.of(REQUIRED, "type", "enum", "default", "max_tokens", "untrusted", "description"));
    private static final String TYPES = Arrays.stream(ParameterType.values()).filter(type -> type != ParameterType.ANY).map(ParameterType::word)
            .collect(Collectors.joining(", "));

    private final Faults faults;

    ParameterReader(Faults faults) {
        this.faults = faults;
    }

    Map<String, Parameter> read(Map<String, Object> given, String path) {
        if (given.size() > MOST_PARAMETERS) {
            faults.add(path, "there are " + given.size() + " parameters; at most " + MOST_PARAMETERS + " are expected");
            return Map.of();
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String at = Paths.member(path, name);
            if (isName(name)) {
                parameter(value, at).ifPresent(parameter -> parameters.put(name, parameter));
            } else {
                faults.add(at, "a parameter's name has 1 to " + MOST_NAME + " letters, digits, '_' and '-', the first of them a letter or '_'");
            }
        });
        return Collections.unmodifiableMap(parameters);
    }

    private Optional<Parameter> parameter(Object value, String path) {
        return switch (value) {
            case String word when word.equals(REQUIRED) -> Optional.of(Parameter.REQUIRED);
            case String word when word.equals(OPTIONAL) -> Optional.of(Parameter.OPTIONAL);
            case Map<?, ?> members -> Fields.map(members, path, faults).map(found -> parameter(new Fields(found, path, faults, KNOWN)));
            case null, default -> {
                faults.add(path, "\"required\", \"optional\" or an object is expected");
                yield Optional.empty();
            }
        };
    }

    private Parameter parameter(Fields fields) {
        boolean required = fields.flag(REQUIRED);
        ParameterType type = fields.value("type").flatMap(word -> word instanceof String text ? ParameterType.of(text) : Optional.empty())
                .orElse(ParameterType.ANY);
        if (fields.value("type").isPresent() && type == ParameterType.ANY) {
            faults.add(fields.path("type"), "one of " + TYPES + " is expected");
        }
        List<Object> allowed = fields.list("enum", MOST_ALLOWED).orElse(List.of());
        check(allowed, type, fields.path("enum"));
        if (fields.value("enum").filter(List.of()::equals).isPresent()) {
            faults.add(fields.path("enum"), "a list of at least one value is expected");
        }
        Optional<Object> byDefault = fields.value("default");
        byDefault.ifPresent(value -> check(value, required, type, allowed, fields.path("default")));
        return new Parameter(required, type, allowed, byDefault, fields.whole("max_tokens", 1, MOST_TOKENS), fields.flag("untrusted"),
                fields.text("description", MOST_DESCRIPTION));
    }

    private void check(List<Object> allowed, ParameterType type, String path) {
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < allowed.size(); i++) {
            Object value = allowed.get(i);
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                faults.add(Paths.item(path, i), "a text, a number, true or false is expected");
            } else if (!type.fits(value)) {
                faults.add(Paths.item(path, i), "is not of the type " + type.word());
            } else if (!seen.add(value)) {
                faults.add(Paths.item(path, i), "is there twice");
            }
        }
    }

    private void check(Object value, boolean required, ParameterType type, List<Object> allowed, String path) {
        if (required) {
            faults.add(path, "is never used: the parameter is required");
        }
        if (!type.fits(value)) {
            faults.add(path, "is not of the type " + type.word());
        } else if (!allowed.isEmpty() && !allowed.contains(value)) {
            faults.add(path, "is not among the values of 'enum'");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= MOST_NAME && (isLetter(name.charAt(0)) || name.charAt(0) == '_')
                && name.chars().allMatch(letter -> isLetter(letter) || letter >= '0' && letter <= '9' || letter == '_' || letter == '-');
    }

    private static boolean isLetter(int letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z';
    }
}
