package dev.portcullis.config.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Variables.Filled;

import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of the file. Every getter gives empty, with a problem recorded, where the value is not what was asked for. */
public final class Value {

    /** The engine marks a plain <code>${NAME}</code> with a tag of its own; here it is text like any other. */
    private static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.ENV_TAG);
    private static final Set<Tag> OTHER = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,15}");

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,30})?");

    private final Node node;
    private final Place place;

    Value(Node node, Place place) {
        this.node = node;
        this.place = place;
    }

    public void problem(String message) {
        place.problem(message);
    }

    /** A section of known keys, where lists have one in place of a word. */
    public <T> T section(Function<Section, T> reader) {
        return Section.read(node, place, reader);
    }

    /** Text that is not blank. A number, {@code true} or {@code false} without quotes is not text, unless a variable gave it. */
    public Optional<String> text() {
        return filled("text").filter(this::isText).map(Filled::text).filter(text -> {
            if (text.isBlank()) {
                problem("must not be blank");
            }
            return !text.isBlank();
        });
    }

    /** Text of one of these words. */
    public <E> Optional<E> word(E[] known, Function<E, String> written) {
        List<String> words = Arrays.stream(known).map(written).toList();
        return among(words, "is not known here").map(word -> known[words.indexOf(word)]);
    }

    /**
     * Text that is one of these names. Not checked where there are no names: that they are missing is a problem already.
     *
     * @param kind what is referred to, such as {@code a provider of this file}
     */
    public Optional<String> reference(Collection<String> names, String kind) {
        return names.isEmpty() ? text() : among(names, "is not " + kind);
    }

    public Optional<Integer> whole(int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        return unquoted(expected).flatMap(filled -> {
            if (WHOLE.matcher(filled.text()).matches()) {
                long number = Long.parseLong(filled.text());
                if (number >= least && number <= most) {
                    return Optional.of((int) number);
                }
            }
            return mismatch(filled, expected);
        });
    }

    /** Digits with or without a point; no sign, no exponent. */
    public Optional<BigDecimal> decimal(long most, int decimals) {
        String expected = "a number from 0 to " + most + " with at most " + decimals + " decimals";
        return unquoted(expected).flatMap(filled -> {
            if (DECIMAL.matcher(filled.text()).matches()) {
                BigDecimal number = new BigDecimal(filled.text());
                if (number.compareTo(BigDecimal.valueOf(most)) <= 0 && number.stripTrailingZeros().scale() <= decimals) {
                    return Optional.of(number);
                }
            }
            return mismatch(filled, expected);
        });
    }

    public Optional<Boolean> flag() {
        return unquoted("true or false").flatMap(filled -> switch (filled.text()) {
            case "true", "True", "TRUE" -> Optional.of(true);
            case "false", "False", "FALSE" -> Optional.of(false);
            default -> mismatch(filled, "true or false");
        });
    }

    /** Above 0, at most 24 hours. */
    public Optional<Duration> duration() {
        return filled(Durations.EXPECTED)
                .flatMap(filled -> Durations.parse(filled.text()).or(() -> mismatch(filled, Durations.EXPECTED)));
    }

    /** How a message may speak of this value: repeated if it is a harmless word, else only named. */
    public String shown() {
        return filled("text").map(Filled::shown).orElse("this value");
    }

    static String kind(Node node) {
        return switch (node) {
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode _ -> "a single value";
            case SequenceNode _ -> "a list";
            default -> "a mapping";
        };
    }

    private Optional<String> among(Collection<String> known, String wrong) {
        return filled("text").filter(this::isText).filter(filled -> {
            if (!known.contains(filled.text())) {
                // Distance to a value that may not be repeated would still tell something about it.
                problem(filled.shown() + " " + wrong + (filled.substituted()
                        ? ". " + NearestWord.knownHere(known) : NearestWord.hint(filled.text(), known)));
            }
            return known.contains(filled.text());
        }).map(Filled::text);
    }

    private boolean isText(Filled filled) {
        boolean text = filled.substituted() || TEXT.contains(node.getTag());
        if (!text) {
            problem("expected text, found " + (node.getTag().equals(Tag.BOOL) ? "true or false" : "a number") + "; put it in quotes");
        }
        return text;
    }

    /** Quotes make a value text, except around a variable: inside <code>{ }</code> they are needed there. */
    private Optional<Filled> unquoted(String expected) {
        return filled(expected).filter(filled -> {
            boolean plain = filled.substituted() || ((ScalarNode) node).isPlain();
            if (!plain) {
                problem("expected " + expected + ", found text in quotes");
            }
            return plain;
        });
    }

    private Optional<Filled> filled(String expected) {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            problem("expected " + expected + ", found " + kind(node));
            return Optional.empty();
        }
        if (!TEXT.contains(scalar.getTag()) && !OTHER.contains(scalar.getTag())) {
            problem("expected " + expected + ", found a tag (!); put text that starts with ! in quotes");
            return Optional.empty();
        }
        return place.variables().fill(scalar.getValue(), place);
    }

    private <T> Optional<T> mismatch(Filled filled, String expected) {
        problem(filled.shown() + " is not " + expected);
        return Optional.empty();
    }
}
