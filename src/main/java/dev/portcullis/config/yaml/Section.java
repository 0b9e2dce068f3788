package dev.portcullis.config.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file, as its reader sees it. The keys a reader asks for are the keys that are known: whatever else is
 * there when it is done is a problem. A section that is left out reads as an empty one, so that its defaults stand in one place.
 */
public final class Section {

    private record Entry(Node value, int line) {}

    private final Place place;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Place place) {
        this.place = place;
    }

    /** Lets a reader read one mapping, then reports the keys it did not ask for. */
    static <T> T read(Node node, Place place, Function<Section, T> reader) {
        if (!(node instanceof MappingNode mapping)) {
            String hint = node instanceof ScalarNode && node.getTag().equals(Tag.NULL) ? "; write {} for one without keys" : "";
            place.problem("expected a mapping, found " + Value.kind(node) + hint);
            return reader.apply(new Section(place.mute()));
        }
        Section section = new Section(place);
        mapping.getValue().forEach(section::add);
        T read = reader.apply(section);
        section.reportUnknownKeys();
        return read;
    }

    public Optional<Value> value(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).map(entry -> new Value(entry.value(), place.at(key, entry.line())));
    }

    public Optional<Value> required(String key) {
        return required(key, "it is required here");
    }

    /** @param why the end of the message where the key is missing */
    public Optional<Value> required(String key, String why) {
        if (!entries.containsKey(key)) {
            place.at(key, place.line()).problem("missing; " + why);
        }
        return value(key);
    }

    public int whole(String key, int least, int most, int otherwise) {
        return value(key).flatMap(value -> value.whole(least, most)).orElse(otherwise);
    }

    /** Empty where the key is left out. */
    public OptionalInt whole(String key, int least, int most) {
        return value(key).flatMap(value -> value.whole(least, most)).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    public boolean flag(String key, boolean otherwise) {
        return value(key).flatMap(Value::flag).orElse(otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        return value(key).flatMap(Value::duration).orElse(otherwise);
    }

    /** A section of known keys. */
    public <T> T section(String key, Function<Section, T> reader) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null
                ? reader.apply(new Section(place.at(key, place.line())))
                : read(entry.value(), place.at(key, entry.line()), reader);
    }

    /** A section that may be left out as a whole. */
    public <T> Optional<T> optional(String key, Function<Section, T> reader) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(read(entry.value(), place.at(key, entry.line()), reader));
    }

    /** A section whose keys are names; in the order of the file, names of broken entries included. */
    public <T> Map<String, T> named(String key, BiFunction<String, Section, T> reader) {
        known.add(key);
        Entry entry = entries.get(key);
        return entry == null ? Map.of() : read(entry.value(), place.at(key, entry.line()), section -> section.each(reader));
    }

    /** A section whose keys are names, with at least one of them. */
    public <T> Map<String, T> someNamed(String key, BiFunction<String, Section, T> reader) {
        Entry entry = entries.get(key);
        boolean none = entry == null || entry.value().getTag().equals(Tag.NULL)
                || (entry.value() instanceof MappingNode mapping && mapping.getValue().isEmpty());
        if (none) {
            known.add(key);
            problem(key, "expected a mapping with at least one name");
            return Map.of();
        }
        return named(key, reader);
    }

    /** The names in a section whose keys are names, before any of them is read. */
    public Set<String> names(String key) {
        Set<String> names = new LinkedHashSet<>();
        if (entries.get(key) instanceof Entry(MappingNode mapping, int _)) {
            mapping.getValue().forEach(tuple -> {
                if (tuple.getKeyNode() instanceof ScalarNode name) {
                    names.add(name.getValue());
                }
            });
        }
        return names;
    }

    /** Empty where the key is left out. */
    public Optional<List<Value>> list(String key) {
        known.add(key);
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        Place here = place.at(key, entry.line());
        if (!(entry.value() instanceof SequenceNode sequence)) {
            here.problem("expected a list, found " + Value.kind(entry.value()));
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>();
        sequence.getValue().forEach(item -> values.add(new Value(item, here.item(values.size(), Place.lineOf(item)))));
        return Optional.of(values);
    }

    /** A problem of the section as a whole. */
    public void problem(String message) {
        place.problem(message);
    }

    /** A problem of one key, which may be left out. */
    public void problem(String key, String message) {
        at(key).problem(message);
    }

    /** One key, which may be left out, is allowed but may not be meant. */
    public void warning(String key, String message) {
        at(key).warning(message);
    }

    /** The section as a whole is allowed but may not be meant. */
    public void warning(String message) {
        place.warning(message);
    }

    /** A check that only warns; it runs when the file has no problems and somebody asks for the warnings. */
    public void later(Runnable check) {
        place.problems().later(check);
    }

    private Place at(String key) {
        Entry entry = entries.get(key);
        return place.at(key, entry == null ? place.line() : entry.line());
    }

    private <T> Map<String, T> each(BiFunction<String, Section, T> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        known.addAll(entries.keySet());
        entries.forEach((name, entry) -> read.put(name,
                read(entry.value(), place.at(name, entry.line()), section -> reader.apply(name, section))));
        return read;
    }

    private void add(NodeTuple tuple) {
        int line = Place.lineOf(tuple.getKeyNode());
        Place here = new Place(place.problems(), place.variables(), line, place.path(), place.muted());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            here.problem("a key must be a word, not " + Value.kind(tuple.getKeyNode()));
            return;
        }
        if (key.isPlain() && key.getValue().equals("<<")) {
            here.problem("there are no merge keys; write what << would bring here itself");
            return;
        }
        if (key.getValue().contains("${")) {
            here.problem("variables are substituted in values only, not in keys");
            return;
        }
        Entry first = entries.putIfAbsent(key.getValue(), new Entry(tuple.getValueNode(), line));
        if (first != null) {
            (Shown.looksLikeKey(key.getValue()) ? here.at(key.getValue(), line) : here)
                    .problem("duplicate key; it is first on line " + first.line());
        }
    }

    private void reportUnknownKeys() {
        entries.forEach((key, entry) -> {
            if (known.contains(key)) {
                return;
            }
            Place here = new Place(place.problems(), place.variables(), entry.line(), place.path(), place.muted());
            boolean near = NearestWord.to(key, known).isPresent();
            boolean empty = entry.value().getTag().equals(Tag.NULL);
            // "{ api-key, sk-… }" for "{ api-key: sk-… }" makes a key of a secret: a key without a value is not repeated.
            if (near || (Shown.looksLikeKey(key) && !empty)) {
                here.at(key, entry.line()).problem("unknown key" + NearestWord.hint(key, known));
            } else {
                here.problem("unknown key (not repeated: it may be a value). " + NearestWord.knownHere(known));
            }
        });
    }
}
