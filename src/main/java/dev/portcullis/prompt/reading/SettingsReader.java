package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The fields of OpenAI's request that a version may set, with the values that OpenAI's reference gives each. */
final class SettingsReader {

    /** Characters of all settings. */
    static final int MOST = 64 * 1024;

    private record Setting(String expected, Predicate<Object> fits) {
    }

    private static final Map<String, Setting> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("temperature", number(0, 2));
        KNOWN.put("top_p", number(0, 1));
        KNOWN.put("max_tokens", whole(1, Integer.MAX_VALUE));
        KNOWN.put("max_completion_tokens", whole(1, Integer.MAX_VALUE));
        KNOWN.put("frequency_penalty", number(-2, 2));
        KNOWN.put("presence_penalty", number(-2, 2));
        KNOWN.put("seed", whole(-PlainValues.MOST_WHOLE, PlainValues.MOST_WHOLE));
        KNOWN.put("stop", new Setting("a text or a list of 1 to 4 texts", value -> value instanceof String
                || value instanceof List<?> items && !items.isEmpty() && items.size() <= 4 && items.stream().allMatch(String.class::isInstance)));
        KNOWN.put("n", whole(1, 128));
        KNOWN.put("response_format", object());
        KNOWN.put("reasoning_effort", word());
        KNOWN.put("verbosity", word());
        KNOWN.put("service_tier", word());
        KNOWN.put("logprobs", flag());
        KNOWN.put("top_logprobs", whole(0, 20));
        KNOWN.put("logit_bias", object());
        KNOWN.put("tools", new Setting("a list of at most 128 objects", value -> value instanceof List<?> items && items.size() <= 128
                && items.stream().allMatch(Map.class::isInstance)));
        KNOWN.put("tool_choice", new Setting("a text or an object", value -> value instanceof Map || value instanceof String));
        KNOWN.put("parallel_tool_calls", flag());
    }

    private final Faults faults;

    SettingsReader(Faults faults) {
        this.faults = faults;
    }

    /** @return those that are given, in their own order */
    Map<String, Object> read(Map<String, Object> given, String path) {
        given.forEach((name, value) -> {
            Setting setting = KNOWN.get(name);
            if (setting == null) {
                faults.add(Paths.member(path, name), "is not known; known here: " + KNOWN.keySet().stream().collect(Collectors.joining(", ")));
            } else if (!setting.fits.test(value)) {
                faults.add(Paths.member(path, name), setting.expected + " is expected");
            }
        });
        if (JsonText.compact(given).length() > MOST) {
            faults.add(path, "is larger than " + MOST + " characters");
        }
        return given;
    }

    private static Setting number(double least, double most) {
        return new Setting("a number from " + Math.round(least) + " to " + Math.round(most),
                value -> value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most);
    }

    private static Setting whole(long least, long most) {
        return new Setting("a whole number from " + least + " to " + most, value -> value instanceof Long whole && whole >= least && whole <= most);
    }

    private static Setting flag() {
        return new Setting("true or false", Boolean.class::isInstance);
    }

    private static Setting word() {
        return new Setting("a word of at most 64 characters", value -> value instanceof String text && !text.isBlank() && Fields.isWithin(64, text));
    }

    private static Setting object() {
        return new Setting("an object", Map.class::isInstance);
    }
}
