package dev.portcullis.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code ${NAME}} and {@code ${NAME:default}} into a value that is already parsed; <code>$${</code> is a literal
 * <code>${</code>. A variable that is set, even to nothing, wins over the default.
 */
final class Variables {

    private static final Pattern DOLLAR = Pattern.compile("(\\$?)\\$\\{");
    private static final Pattern BODY = Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,127})(:([^}]*))?");

    private final UnaryOperator<String> environment;

    /** @param environment the value of a variable, or null if it is not set */
    Variables(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** A value after substitution, and the variables it was made of (no name: it is as the file has it). */
    record Filled(String text, List<String> names) {

        boolean substituted() {
            return !names.isEmpty();
        }

        /** How a message speaks of it: what came from the environment is named, never repeated. */
        String shown() {
            return substituted() ? "the value of ${" + String.join("}, ${", names) + "}" : Shown.value(text);
        }
    }

    /** Empty, with a problem recorded, where a variable is not set or the form is wrong. */
    Optional<Filled> fill(String raw, Place place) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher dollar = DOLLAR.matcher(raw);
        int from = 0;
        while (dollar.find(from)) {
            text.append(raw, from, dollar.start());
            from = dollar.end();
            if (!dollar.group(1).isEmpty()) {
                text.append("${");
                continue;
            }
            int close = raw.indexOf('}', from);
            Matcher body = BODY.matcher(close < 0 ? "" : raw.substring(from, close));
            if (!body.matches() || (body.group(3) != null && body.group(3).contains("${"))) {
                place.problem("expected ${NAME} or ${NAME:default}; write $${ for a literal ${");
                return Optional.empty();
            }
            String value = Optional.ofNullable(environment.apply(body.group(1))).orElse(body.group(3));
            if (value == null) {
                place.problem("the environment variable " + body.group(1) + " is not set; set it or write ${"
                        + body.group(1) + ":default}");
                return Optional.empty();
            }
            text.append(value);
            names.add(body.group(1));
            from = close + 1;
        }
        return Optional.of(new Filled(text.append(raw, from, raw.length()).toString(), names));
    }
}
