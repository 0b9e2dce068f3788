package dev.portcullis.guard;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What stands for personal data on its way to a provider, of one request: the same value has the same placeholder, and no placeholder
 * stood in the request before. Values are in memory as long as the request is, and nowhere else.
 */
final class Placeholders {

    /** Characters of a placeholder at most, with its brackets. */
    static final int LONGEST = 48;

    private final Predicate<String> taken;
    private final Map<String, String> byValue = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param taken whether this stands in the request */
    Placeholders(Predicate<String> taken) {
        this.taken = taken;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String of(String type, String value) {
        return byValue.computeIfAbsent(type + ' ' + value, key -> {
            String placeholder;
            do {
                placeholder = '[' + type + '_' + numbers.merge(type, 1, Integer::sum) + ']';
            } while (taken.test(placeholder));
            values.put(placeholder, value);
            return placeholder;
        });
    }

    /** @param json whether the text is itself JSON, within whose strings they stand */
    String restore(String text, boolean json) {
        int open = text.indexOf('[');
        if (open < 0 || values.isEmpty()) {
            return text;
        }
        StringBuilder restored = new StringBuilder(text.length());
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf(']', open);
            String value = close < 0 || close - open >= LONGEST ? null : values.get(text.substring(open, close + 1));
            if (value != null) {
                restored.append(text, done, open).append(json ? new String(JsonStringEncoder.getInstance().quoteAsString(value)) : value);
                done = close + 1;
            }
            open = text.indexOf('[', value == null ? open + 1 : done);
        }
        return restored.append(text, done, text.length()).toString();
    }

    /** How much of a text that goes on can be restored now: all but what may be the beginning of a placeholder. */
    static int safe(CharSequence text) {
        for (int at = text.length() - 1; at >= 0 && text.length() - at < LONGEST; at--) {
            char c = text.charAt(at);
            if (c == '[') {
                return at;
            }
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
                return text.length();
            }
        }
        return text.length();
    }
}
