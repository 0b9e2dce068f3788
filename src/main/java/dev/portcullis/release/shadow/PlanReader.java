package dev.portcullis.release.shadow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Split;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads plans as operators write them, strictly. Whether there is such a version or model is for others to say. */
public final class PlanReader {

    private static final double PLACES_A_PERCENT = Split.PLACES / 100.0;
    private static final double SMALLEST_CAP = 0.01;
    private static final double LARGEST_CAP = 10_000;
    private static final long MOST_CALLS = 10_000_000;
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Set<String> FIELDS = Set.of("version", "model", "share", "cap", "max_calls", "ends_at");

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

    /** @param json an object */
    public static PlanReading read(JsonNode json, Instant now) {
        try {
            return new PlanReading.Read(plan(json, now));
        } catch (Unfit unfit) {
            return new PlanReading.Wrong(unfit.field, unfit.getMessage());
        }
    }

    private static Plan plan(JsonNode json, Instant now) {
        if (!json.isObject()) {
            throw new Unfit("", "An object is expected.");
        }
        for (Iterator<String> given = json.fieldNames(); given.hasNext();) {
            String name = given.next();
            if (!FIELDS.contains(name)) {
                throw new Unfit(name, "There is no such field. Known here: " + String.join(", ", FIELDS.stream().sorted().toList()) + ", reason.");
            }
        }
        double share = number(json, "share", 1 / PLACES_A_PERCENT, 100, "A percentage above 0, at least 0.01, and at most 100 is expected.");
        double cap = number(json, "cap", SMALLEST_CAP, LARGEST_CAP,
                "US dollars are expected, from 0.01 to 10000: what all calls of the shadow together may cost.");
        return new Plan(text(json, "version"), text(json, "model"), (int) Math.round(share * PLACES_A_PERCENT),
                Usd.of(BigDecimal.valueOf(cap)), calls(json.get("max_calls")), end(json.get("ends_at"), now));
    }

    private static double number(JsonNode json, String field, double least, double most, String expected) {
        JsonNode value = json.get(field);
        if (!isThere(value)) {
            throw new Unfit(field, "It is missing. " + expected);
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new Unfit(field, expected);
        }
        return value.doubleValue();
    }

    private static Optional<String> text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (!isThere(value)) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Unfit(field, "A name is expected.");
        }
        return Optional.of(value.textValue());
    }

    private static OptionalLong calls(JsonNode json) {
        if (!isThere(json)) {
            return OptionalLong.empty();
        }
        if (!json.canConvertToLong() || !json.isIntegralNumber() || json.longValue() < 1 || json.longValue() > MOST_CALLS) {
            throw new Unfit("max_calls", "A whole number from 1 to " + MOST_CALLS + " is expected.");
        }
        return OptionalLong.of(json.longValue());
    }

    private static Optional<Instant> end(JsonNode json, Instant now) {
        if (!isThere(json)) {
            return Optional.empty();
        }
        Instant end = instant(json);
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw new Unfit("ends_at", "A moment within the next " + LONGEST.toDays() + " days is expected, such as 2026-12-01T18:00:00Z.");
        }
        return Optional.of(end);
    }

    private static Instant instant(JsonNode json) {
        try {
            return OffsetDateTime.parse(json.isTextual() ? json.textValue() : "").toInstant();
        } catch (DateTimeException none) {
            throw new Unfit("ends_at", "A moment with its offset is expected, such as 2026-12-01T18:00:00Z.");
        }
    }

    private static boolean isThere(JsonNode json) {
        return json != null && !json.isNull();
    }
}
