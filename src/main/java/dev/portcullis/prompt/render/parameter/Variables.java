package dev.portcullis.prompt.render.parameter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import dev.portcullis.prompt.render.parameter.Fault.Reason;
import dev.portcullis.prompt.render.template.Shown;

/**
 * The variables of one call, held against what the prompt declares.
 *
 * @param values  what templates see: declared parameters only, with their defaults
 * @param unknown names that the call gave and the prompt does not declare; they are not in {@code values}
 * @param faults  all that is missing or wrong; then the prompt must not be rendered
 */
public record Variables(Map<String, Object> values, List<String> unknown, List<Fault> faults) {

    /**
     * @param tokens counts a text's tokens
     * @param json   what a value is in JSON, or null if it is too large or too deep to say
     */
    public static Variables bind(List<Parameter> parameters, Map<String, Object> given, ToIntFunction<String> tokens,
            Function<Object, String> json) {
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(parameters.size());
        Map<String, Object> left = new HashMap<>(given);
        List<Fault> faults = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object value = left.remove(parameter.name());
            if (value == null) {
                if (parameter.required()) {
                    faults.add(new Fault(Reason.MISSING, parameter.name(), Shown.name(parameter.name()) + " is required"));
                } else if (parameter.otherwise() != null) {
                    values.put(parameter.name(), parameter.otherwise());
                }
                continue;
            }
            values.put(parameter.name(), value);
            check(parameter, value, tokens, json, faults);
        }
        return new Variables(values, left.keySet().stream().sorted().toList(), faults);
    }

    private static void check(Parameter parameter, Object value, ToIntFunction<String> tokens, Function<Object, String> json,
            List<Fault> faults) {
        String name = parameter.name();
        String shown = Shown.name(name);
        if (!parameter.type().fits(value)) {
            faults.add(new Fault(Reason.WRONG_TYPE, name,
                    shown + " must be of type " + parameter.type().word() + ", found " + ParameterType.of(value)));
            return;
        }
        if (!parameter.oneOf().isEmpty() && parameter.oneOf().stream().noneMatch(allowed -> Values.same(allowed, value))) {
            List<String> allowed = parameter.oneOf().stream().map(String::valueOf).toList();
            faults.add(new Fault(Reason.NOT_ALLOWED, name, shown + " must be one of " + Shown.names(allowed)));
        }
        if (parameter.maxTokens() > 0) {
            String text = value instanceof String string ? string : json.apply(value);
            // A token is a byte at least, and a UTF-16 unit three bytes at most: most texts need not be counted.
            if (text == null || text.length() > parameter.maxTokens() / 3 && tokens.applyAsInt(text) > parameter.maxTokens()) {
                faults.add(new Fault(Reason.TOO_MANY_TOKENS, name, shown + " has more than " + parameter.maxTokens() + " tokens"));
            }
        }
    }
}
