package dev.portcullis.config.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.google.re2j.Pattern;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * What an operator does not want to pass.
 *
 * @param name     {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}; headers and messages name it
 * @param on       not empty
 * @param terms    at most {@value #MOST_TERMS}, each 1 to {@value #LONGEST_TERM} characters with a letter or digit among them; found without regard to
 *                 case and only as whole words: where a term begins or ends with a letter or digit, none may stand beside it
 * @param patterns at most 32, searched for as they are written; see {@link Patterns} for what is accepted. No terms: not empty
 */
public record PolicySettings(String name, Set<Direction> on, List<String> terms, List<Pattern> patterns, Action action) {

    /** What is done where it is found. */
    public enum Action {
        /** The text does not pass. */
        BLOCK,
        /** It passes; that it was found is told. */
        FLAG,
        /** The policy's name stands in its place. */
        REDACT;

        public String yamlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final int LONGEST_TERM = HoldBack.LEAST_CHARACTERS;
    static final int MOST_TERMS = 10_000;
    static final int MOST_PATTERNS = 32;

    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public PolicySettings {
        Set<Direction> ordered = EnumSet.noneOf(Direction.class);
        ordered.addAll(on);
        on = Collections.unmodifiableSet(ordered);
        terms = List.copyOf(terms);
        patterns = List.copyOf(patterns);
    }

    /**
     * @param taken  the names of the policies before it; its own is added
     * @param guards those of the guard, of which one of the same name no longer counts
     */
    static PolicySettings read(Section in, Set<String> taken, List<PolicySettings> guards, Floor floor) {
        String name = in.required("name").flatMap(value -> name(value, taken)).orElse("");
        if (guards.stream().anyMatch(policy -> policy.name().equals(name))) {
            floor.replaced(in, "name", name);
        }
        Set<Direction> on = in.list("on").map(values -> directions(values, in)).orElseGet(() -> EnumSet.allOf(Direction.class));
        List<String> terms = each(in, "terms", MOST_TERMS, PolicySettings::term, term -> term.toLowerCase(Locale.ROOT));
        List<Pattern> patterns = each(in, "patterns", MOST_PATTERNS, Patterns::read, Function.identity());
        if (in.value("terms").isEmpty() && in.value("patterns").isEmpty()) {
            in.problem("finds nothing; write terms: [ … ] or patterns: [ … ]");
        }
        return new PolicySettings(name, on, terms, patterns,
                in.value("action").flatMap(value -> value.word(Action.values(), Action::yamlName)).orElse(Action.BLOCK));
    }

    private static Optional<String> name(Value value, Set<String> taken) {
        return value.text().filter(name -> {
            boolean fits = NAME.matcher(name).matches();
            if (!fits) {
                value.problem("the name of a policy is 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', and starts with a letter or digit");
            } else if (!taken.add(name)) {
                value.problem(value.shown() + " is the name of another policy of this guard");
            }
            return fits;
        });
    }

    private static Set<Direction> directions(List<Value> values, Section in) {
        if (values.isEmpty()) {
            in.problem("on", "the list is empty; leave the key out for both request and response");
        }
        Set<Direction> on = EnumSet.noneOf(Direction.class);
        for (Value value : values) {
            value.word(Direction.values(), Direction::yamlName).ifPresent(direction -> {
                if (!on.add(direction)) {
                    value.problem(value.shown() + " is listed twice");
                }
            });
        }
        return on;
    }

    private static Optional<String> term(Value value) {
        return value.text().map(String::strip).filter(term -> {
            boolean fits = term.length() <= LONGEST_TERM && term.codePoints().noneMatch(Character::isISOControl)
                    && term.codePoints().anyMatch(Character::isLetterOrDigit);
            if (!fits) {
                value.problem("a term is 1 to " + LONGEST_TERM + " characters on one line, with a letter or digit among them");
            }
            return fits;
        });
    }

    /** @param same what must differ between any two of the list */
    private static <T> List<T> each(Section in, String key, int most, Function<Value, Optional<T>> reader, Function<T, ?> same) {
        List<Value> values = in.list(key).orElse(List.of());
        if (values.size() > most) {
            in.problem(key, "has " + values.size() + " entries, and at most " + most + " are allowed; make it several policies");
            return List.of();
        }
        if (values.isEmpty() && in.value(key).isPresent()) {
            in.problem(key, "expected a list with at least one entry");
        }
        List<T> read = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Value value : values) {
            reader.apply(value).ifPresent(entry -> {
                if (!seen.add(same.apply(entry))) {
                    value.problem(value.shown() + " is listed twice");
                }
                read.add(entry);
            });
        }
        return read;
    }

    void describe(Fingerprint to) {
        to.add(name).addAll(on).addAll(terms).addAll(patterns).add(action);
    }
}
