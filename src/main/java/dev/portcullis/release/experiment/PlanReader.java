package dev.portcullis.release.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.release.experiment.Plan.Stop;
import dev.portcullis.release.experiment.Plan.Tried;
import dev.portcullis.release.observe.ObservationTable;
import dev.portcullis.release.plan.PlanFields;
import dev.portcullis.release.plan.Unfit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Reads plans, strictly: of operators, and as {@link PlanJson} wrote them. What a variant's version, model and settings may be others know. */
public final class PlanReader {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    static final int FEWEST_VARIANTS = 2;
    static final int MOST_VARIANTS = 10;
    static final int MOST_WEIGHT = 1_000_000;
    /** What plans could say before there was {@link ObservationTable#MOST_UNITS}. */
    private static final long MOST_USERS_KEPT = 1_000_000_000;
    private static final String MOST_USERS = "stop.max_users";
    private static final int MOST_NAME = 64;
    private static final int MOST_PROMPT = 128;
    private static final String NAME = "1 to " + MOST_NAME + " letters, digits, '.', '_' and '-' are expected, the first of them a letter or a digit.";
    private static final String HIGHER = "higher";
    private static final String LOWER = "lower";
    private static final Set<String> FIELDS = Set.of("name", "prompt", "variants", "control", "outcome", "exclusion_group", "share", "stop");

    private PlanReader() {
    }

    /** @param json anything, of one who wants to begin it now */
    public static PlanReading readNew(JsonNode json) {
        PlanReading reading = read(json);
        boolean wrong = switch (reading) {
            case PlanReading.Read read -> read.plan().stop().users().orElse(0) > ObservationTable.MOST_UNITS;
            case PlanReading.Wrong field -> field.field().equals(MOST_USERS);
        };
        return wrong ? new PlanReading.Wrong(MOST_USERS, "A whole number from 1 to " + ObservationTable.MOST_UNITS
                        + " is expected: of an experiment so many users are counted.") : reading;
    }

    /** @param json anything, perhaps of long ago */
    public static PlanReading read(JsonNode json) {
        try {
            return new PlanReading.Read(plan(json));
        } catch (Unfit unfit) {
            return new PlanReading.Wrong(unfit.field(), unfit.getMessage());
        }
    }

    private static Plan plan(JsonNode json) {
        PlanFields.known("", json, FIELDS);
        JsonNode outcome = json.path("outcome");
        PlanFields.known("outcome", outcome, Set.of("source", "direction"));
        Source source = Source.of(PlanFields.text("outcome.source", outcome.get("source")))
                .orElseThrow(() -> new Unfit("outcome.source", "One of " + Source.WORDS + " is expected."));
        String direction = PlanFields.text("outcome.direction", outcome.get("direction"));
        if (!direction.equals(HIGHER) && !direction.equals(LOWER)) {
            throw new Unfit("outcome.direction", "'" + HIGHER + "' or '" + LOWER + "' is expected: which of the two is better.");
        }
        return new Plan(name("name", json.get("name")), prompt(json.get("prompt")), variants(json.get("variants"), json.get("control")), source,
                direction.equals(HIGHER), PlanFields.isThere(json.get("exclusion_group")) ? Optional.of(name("exclusion_group", json.get("exclusion_group"))) : Optional.empty(),
                PlanFields.isThere(json.get("share")) ? OptionalInt.of((int) PlanFields.whole("share", json.get("share"), 1, Plan.ALL)) : OptionalInt.empty(),
                stop(json.get("stop")));
    }

    private static String prompt(JsonNode json) {
        String prompt = PlanFields.text("prompt", json);
        if (prompt.isEmpty() || prompt.length() > MOST_PROMPT || prompt.indexOf('\0') >= 0) {
            throw new Unfit("prompt", "The id of a prompt is expected.");
        }
        return prompt;
    }

    private static List<Tried> variants(JsonNode json, JsonNode control) {
        if (!PlanFields.isThere(json) || !json.isArray() || json.size() < FEWEST_VARIANTS || json.size() > MOST_VARIANTS) {
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
        if (PlanFields.isThere(control)) {
            String name = PlanFields.text("control", control);
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
        PlanFields.known(field, json, Set.of("name", "weight", "version", "model", "settings"));
        JsonNode settings = json.get("settings");
        if (PlanFields.isThere(settings) && !settings.isObject()) {
            throw new Unfit(field + ".settings", "An object is expected.");
        }
        return new Tried(name(field + ".name", json.get("name")), (int) PlanFields.whole(field + ".weight", json.get("weight"), 0, MOST_WEIGHT),
                word(field + ".version", json.get("version")), word(field + ".model", json.get("model")),
                PlanFields.isThere(settings) ? (ObjectNode) settings : JsonNodeFactory.instance.objectNode());
    }

    private static Stop stop(JsonNode json) {
        if (!PlanFields.isThere(json)) {
            return new Stop(Optional.empty(), OptionalLong.empty(), false);
        }
        PlanFields.known("stop", json, Set.of("max_duration", "max_users", "significant"));
        JsonNode significant = json.get("significant");
        if (PlanFields.isThere(significant) && !significant.isBoolean()) {
            throw new Unfit("stop.significant", "true or false is expected.");
        }
        JsonNode longest = json.get("max_duration");
        return new Stop(PlanFields.isThere(longest) ? Optional.of(PlanFields.duration("stop.max_duration", longest, SHORTEST, LONGEST)) : Optional.empty(),
                PlanFields.isThere(json.get("max_users")) ? OptionalLong.of(PlanFields.whole(MOST_USERS, json.get("max_users"), 1, MOST_USERS_KEPT)) : OptionalLong.empty(),
                PlanFields.isThere(significant) && significant.booleanValue());
    }

    private static Optional<String> word(String field, JsonNode json) {
        if (!PlanFields.isThere(json)) {
            return Optional.empty();
        }
        String word = PlanFields.text(field, json);
        if (word.isBlank() || word.length() > Payload.MAX_MODEL || word.chars().anyMatch(Character::isISOControl)) {
            throw new Unfit(field, "1 to " + Payload.MAX_MODEL + " printable characters are expected.");
        }
        return Optional.of(word);
    }

    private static String name(String field, JsonNode json) {
        String name = PlanFields.text(field, json);
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
}
