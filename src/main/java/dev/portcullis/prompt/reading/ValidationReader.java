package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.OnFail;
import dev.portcullis.prompt.Validation;
import dev.portcullis.prompt.json.JsonText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a prompt promises of its answers. */
final class ValidationReader {

    static final int MOST_TOKENS = 10_000_000;
    static final int MOST_SECTIONS = 50;
    static final int MOST_SECTION = 200;
    /** Characters of a JSON Schema. */
    static final int MOST_SCHEMA = 64 * 1024;

    private static final Set<String> KNOWN = new LinkedHashSet<>(List.of("min_tokens", "max_tokens", "required_sections", "json_schema", "on_fail"));

    private final Faults faults;

    ValidationReader(Faults faults) {
        this.faults = faults;
    }

    Validation read(Map<String, Object> given, String path) {
        Fields fields = new Fields(given, path, faults, KNOWN);
        OptionalInt least = fields.whole("min_tokens", 0, MOST_TOKENS);
        OptionalInt most = fields.whole("max_tokens", 1, MOST_TOKENS);
        if (least.isPresent() && most.isPresent() && least.getAsInt() > most.getAsInt()) {
            faults.add(fields.path("min_tokens"), "is larger than max_tokens");
        }
        Optional<Map<String, Object>> schema = fields.object("json_schema");
        if (schema.isPresent() && JsonText.compact(schema.get()).length() > MOST_SCHEMA) {
            faults.add(fields.path("json_schema"), "is larger than " + MOST_SCHEMA + " characters");
        }
        return new Validation(least, most, fields.lines("required_sections", MOST_SECTIONS, MOST_SECTION), schema, onFail(fields));
    }

    private OnFail onFail(Fields fields) {
        Optional<Object> given = fields.value("on_fail");
        Optional<OnFail> known = given.flatMap(word -> word instanceof String text ? OnFail.of(text) : Optional.empty());
        if (given.isPresent() && known.isEmpty()) {
            faults.add(fields.path("on_fail"), "one of flag, retry_once, reject is expected");
        }
        return known.orElse(OnFail.FLAG);
    }
}
