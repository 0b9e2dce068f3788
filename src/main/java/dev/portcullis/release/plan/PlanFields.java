package dev.portcullis.release.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/** Fields that plans of all kinds have. All of it throws {@link Unfit} with the field's name. */
public final class PlanFields {

    /** Characters of a name that somebody made up. */
    private static final int SHOWN = 64;

    private PlanFields() {
    }

    /** What is null is left out. */
    public static boolean isThere(JsonNode json) {
        return json != null && !json.isNull();
    }

    /** That it is an object with none but these fields. @param field its own name; empty for the whole */
    public static void known(String field, JsonNode json, Set<String> names) {
        String all = String.join(", ", new TreeSet<>(names));
        if (json == null || !json.isObject()) {
            throw new Unfit(field, "An object is expected, with " + all + ".");
        }
        for (Iterator<String> given = json.fieldNames(); given.hasNext();) {
            String name = given.next();
            if (!names.contains(name)) {
                String shown = name.length() > SHOWN ? name.substring(0, SHOWN) : name;
                throw new Unfit(field.isEmpty() ? shown : field + "." + shown, "There is no such field. Known here: " + all + ".");
            }
        }
    }

    public static String text(String field, JsonNode json) {
        if (!isThere(json)) {
            throw new Unfit(field, "It is missing.");
        }
        if (!json.isTextual()) {
            throw new Unfit(field, "A text is expected.");
        }
        return json.textValue();
    }

    public static long whole(String field, JsonNode json, long least, long most) {
        if (!isThere(json) || !json.isIntegralNumber() || !json.canConvertToLong() || json.longValue() < least || json.longValue() > most) {
            throw new Unfit(field, "A whole number from " + least + " to " + most + " is expected.");
        }
        return json.longValue();
    }

    public static Duration duration(String field, JsonNode json, Duration least, Duration most) {
        return Durations.read(json != null && json.isTextual() ? json.textValue() : "", least, most).orElseThrow(() -> new Unfit(field,
                "A duration such as 90s, 6h or 14d is expected, from " + Durations.word(least) + " to " + Durations.word(most) + "."));
    }
}
