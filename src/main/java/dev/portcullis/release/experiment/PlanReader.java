package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.release.experiment.Plan.Stop;
import dev.portcullis.release.experiment.Plan.Tried;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads plans, strictly: of operators, and as {@link PlanJson} wrote them. What a variant's version, model and settings may be others know. */
public final class PlanReader {

    static final int FEWEST_VARIANTS = 2;
    static final int MOST_VARIANTS = 10;
    static final int MOST_WEIGHT = 1_000_000;
    private static final long MOST_USERS = 1_000_000_000;
    private static final int MOST_NAME = 64;
    private static final int MOST_PROMPT = 128;
    private static final String NAME = "1 to " + MOST_NAME + " letters, digits, '.', '_' and '-' are expected, the first of them a letter or a digit.";
    private static final String HIGHER = "higher";
    private static final String LOWER = "lower";
    private static final Set<String> FIELDS = Set.of("name", "prompt", "variants", "control", "outcome", "exclusion_group", "share", "stop");

    private static final class Unfit extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final String field;

        Unfit(String field, String expected) {
            super(expected, null, false, false);
            this.field = field;
        }
    }

    private PlanReader() {
    }

    /** @param json anything */
    public static PlanReading read(JsonNode json) {
        try {
            return new PlanReading.Read(plan(json));
        } catch (Unfit unfit) {
            return new PlanReading.Wrong(unfit.field, unfit.getMessage());
        }
    }

    private static Plan plan(JsonNode json) {
        known("", json, FIELDS);
        JsonNode outcome = json.path("outcome");
        known("outcome", outcome, Set.of("source", "direction"));
        Source source = Source.of(text("outcome.source", outcome.get("source")))
                .orElseThrow(() -> new Unfit("outcome.source", "One of " + Source.WORDS + " is expected."));
        String direction = text("outcome.direction", outcome.get("direction"));
        if (!direction.equals(HIGHER) && !direction.equals(LOWER)) {
            throw new Unfit("outcome.direction", "'" + HIGHER + "' or '" + LOWER + "' is expected: which of the two is better.");
        }
        return new Plan(name("name", json.get("name")), prompt(json.get("prompt")), variants(json.get("variants"), json.get("control")), source,
                direction.equals(HIGHER), isThere(json.get("exclusion_group")) ? Optional.of(name("exclusion_group", json.get("exclusion_group"))) : Optional.empty(),
                isThere(json.get("share")) ? OptionalInt.of((int) whole("share", json.get("share"), 1, Plan.ALL)) : OptionalInt.empty(), stop(json.get("stop")));
    }

    private static String prompt(JsonNode json) {
        String prompt = text("prompt", json);
        if (prompt.isEmpty() || prompt.length() > MOST_PROMPT || prompt.indexOf('\0') >= 0) {
            throw new Unfit("prompt", "The id of a prompt is expected.");
        }
        return prompt;
    }

    private static List<Tried> variants(JsonNode json, JsonNode control) {
        if (!isThere(json) || !json.isArray() || json.size() < FEWEST_VARIANTS || json.size() > MOST_VARIANTS) {
            throw new Unfit("variants", "A list of " + FEWEST_VARIANTS + " to " + MOST_VARIANTS + " variants is expected.");
        }
        List<Tried> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < json.size(); i++) {
            String field = "variants[" + i + "]";
            Tried variant = variant(field, json.get(i));
            if (!names.add(variant.name())) {
                throw new Unfit(field + ".name", "Two variants are called '" + variant.name() + "'.");
            }
            variants.add(variant);
        }
        if (isThere(control)) {
            String name = text("control", control);
            Tried first = variants.stream().filter(variant -> variant.name().equals(name)).findFirst()
                    .orElseThrow(() -> new Unfit("control", "The name of one of the variants is expected."));
            variants.remove(first);
            variants.addFirst(first);
        }
        if (variants.getFirst().weight() == 0 || variants.stream().filter(variant -> variant.weight() > 0).count() < FEWEST_VARIANTS) {
            throw new Unfit("variants", "A weight above 0 is expected of the control, '" + variants.getFirst().name() + "', and of one variant more.");
        }
        return variants;
    }

    private static Tried variant(String field, JsonNode json) {
        known(field, json, Set.of("name", "weight", "version", "model", "settings"));
        JsonNode settings = json.get("settings");
        if (isThere(settings) && !settings.isObject()) {
            throw new Unfit(field + ".settings", "An object is expected.");
        }
        return new Tried(name(field + ".name", json.get("name")), (int) whole(field + ".weight", json.get("weight"), 0, MOST_WEIGHT),
                word(field + ".version", json.get("version")), word(field + ".model", json.get("model")),
                isThere(settings) ? (ObjectNode) settings : JsonNodeFactory.instance.objectNode());
    }

    private static Stop stop(JsonNode json) {
        if (!isThere(json)) {
            return new Stop(Optional.empty(), OptionalLong.empty(), false);
        }
        known("stop", json, Set.of("max_duration", "max_users", "significant"));
        JsonNode significant = json.get("significant");
        if (isThere(significant) && !significant.isBoolean()) {
            throw new Unfit("stop.significant", "true or false is expected.");
        }
        return new Stop(isThere(json.get("max_duration")) ? Optional.of(duration(json.get("max_duration"))) : Optional.empty(),
                isThere(json.get("max_users")) ? OptionalLong.of(whole("stop.max_users", json.get("max_users"), 1, MOST_USERS)) : OptionalLong.empty(),
                isThere(significant) && significant.booleanValue());
    }

    private static Duration duration(JsonNode json) {
        return (json.isTextual() ? Durations.read(json.textValue()) : Optional.<Duration>empty()).orElseThrow(() -> new Unfit("stop.max_duration",
                "A duration such as 90s, 6h or 14d is expected, from " + Durations.word(Durations.SHORTEST) + " to " + Durations.word(Durations.LONGEST) + "."));
    }

    private static Optional<String> word(String field, JsonNode json) {
        if (!isThere(json)) {
            return Optional.empty();
        }
        String word = text(field, json);
        if (word.isBlank() || word.length() > Payload.MAX_MODEL || word.chars().anyMatch(Character::isISOControl)) {
            throw new Unfit(field, "1 to " + Payload.MAX_MODEL + " printable characters are expected.");
        }
        return Optional.of(word);
    }

    private static String name(String field, JsonNode json) {
        String name = text(field, json);
        boolean fits = !name.isEmpty() && name.length() <= MOST_NAME && isLetterOrDigit(name.charAt(0))
                && name.chars().allMatch(letter -> isLetterOrDigit(letter) || letter == '.' || letter == '_' || letter == '-');
        if (!fits) {
            throw new Unfit(field, NAME);
        }
        return name;
    }

    private static boolean isLetterOrDigit(int letter) {
        return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9';
    }

    private static String text(String field, JsonNode json) {
        if (!isThere(json)) {
            throw new Unfit(field, "It is missing.");
        }
        if (!json.isTextual()) {
            throw new Unfit(field, "A text is expected.");
        }
        return json.textValue();
    }

    private static long whole(String field, JsonNode json, long least, long most) {
        if (!isThere(json) || !json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < least || json.longValue() > most) {
            throw new Unfit(field, "A whole number from " + least + " to " + most + " is expected.");
        }
        return json.longValue();
    }

    private static void known(String field, JsonNode json, Set<String> names) {
        if (json == null || !json.isObject()) {
            throw new Unfit(field, "An object is expected, with " + String.join(", ", new TreeSet<>(names)) + ".");
        }
        for (Iterator<String> given = json.fieldNames(); given.hasNext();) {
            String name = given.next();
            if (!names.contains(name)) {
                String shown = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
                throw new Unfit(field.isEmpty() ? shown : field + "." + shown, "It is not known here. Known are " + String.join(", ", new TreeSet<>(names)) + ".");
            }
        }
    }

    private static boolean isThere(JsonNode json) {
        return json != null && !json.isNull();
    }
}
