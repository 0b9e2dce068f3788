package dev.portcullis.guard.pii;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Placeholders for the personal data of one request, {@code [EMAIL_ADDRESS_1]}, and the values to put back in its answer. The same value
 * has the same placeholder throughout the request, so that a model can tell who is who. Values live as long as this does, here only: make
 * one per request and let it go with it. Not safe for threads.
 */
public final class Restoration {

    /** Of a placeholder, its brackets included. */
    static final int LONGEST = 48;

    /** Of a placeholder, about. */
    private static final int SHORTEST = 16;

    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    /** Of the values, in characters. */
    private int longest;

    /** @param texts all of the request, also what is not redacted: what looks like a placeholder there is never given to a value */
    public Restoration(Collection<String> texts) {
        texts.forEach(text -> scan(text, candidate -> {
            taken.add(candidate);
            return null;
        }));
    }

    /** @param text one of the request's texts, in which these are in order and without overlaps */
    public String redact(String text, List<Entity> entities) {
        return Redaction.replace(text, 0, text.length(), entities, this::placeholder);
    }

    /** The same in a JSON document, which it stays; what is kept is what the values say, not how they are escaped there. */
    public String redactJson(String json, List<Entity> entities) {
        return Redaction.replace(json, 0, json.length(), entities, (entity, value) -> placeholder(entity, JsonPlace.unescaped(value)), new JsonPlace());
    }

    /** What stands for this value; new when it is. */
    public String placeholder(Entity entity, String value) {
        return placeholders.computeIfAbsent(entity.type() + ' ' + value, key -> {
            String placeholder;
            do {
                placeholder = "[" + entity.type() + "_" + numbers.merge(entity.type(), 1, Integer::sum) + "]";
            } while (taken.contains(placeholder));
            values.put(placeholder, value);
            longest = Math.max(longest, value.length());
            return placeholder;
        });
    }

    /** Whether there is anything to put back. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * About how many bytes an answer may have with its values put back, if it has this many: a few letters stand for a whole private key, as often
     * as a model likes to repeat them.
     */
    public int most(int bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (long) bytes * Math.max(1, longest / SHORTEST));
    }

    /**
     * Whether there may be a placeholder in a JSON document, however it is escaped; there is none in most answers. Looks for a bracket before
     * a capital letter, and for what either is escaped as, also in a document within the document.
     *
     * @param json in UTF-8
     */
    public static boolean mayBeIn(byte[] json) {
        for (int i = 0; i < json.length - 1; i++) {
            byte next = json[i + 1];
            if (json[i] == '[' ? next >= 'A' && next <= 'Z' || next == '\\' : json[i] == '\\' && next == 'u' && isBracket(json, i + 2)) {
                return true;
            }
        }
        return false;
    }

    /** Whether these are the digits by which JSON escapes an opening bracket. */
    private static boolean isBracket(byte[] json, int at) {
        return at + 4 <= json.length && json[at] == '0' && json[at + 1] == '0' && json[at + 2] == '5' && (json[at + 3] | 0x20) == 'b';
    }

    /** Puts back the values of this request's placeholders. Others stay. */
    public String restore(String text) {
        return values.isEmpty() ? text : scan(text, values::get);
    }

    /** The same inside a JSON document, or a piece of one: values are written as a JSON string holds them. */
    public String restoreJson(String json) {
        return values.isEmpty() ? json : scan(json, placeholder -> {
            String value = values.get(placeholder);
            return value == null ? null : new String(JsonStringEncoder.getInstance().quoteAsString(value));
        });
    }

    /** Up to where a text that may grow can be released: not beyond a bracket behind which a placeholder may be on its way. */
    public int safeUpTo(CharSequence tail) {
        for (int i = tail.length() - 1; i >= 0 && tail.length() - i < LONGEST; i--) {
            char c = tail.charAt(i);
            if (c == '[') {
                return i;
            }
            if (!isPart(c)) {
                return tail.length();
            }
        }
        return tail.length();
    }

    /** @param meaning of a placeholder, or null where it has none */
    private static String scan(String text, UnaryOperator<String> meaning) {
        StringBuilder restored = null;
        int done = 0;
        int open = text.indexOf('[');
        while (open >= 0) {
            int close = open + 1;
            while (close < text.length() && close - open < LONGEST && isPart(text.charAt(close))) {
                close++;
            }
            if (close < text.length() && text.charAt(close) == ']') {
                String value = meaning.apply(text.substring(open, close + 1));
                if (value != null) {
                    restored = restored == null ? new StringBuilder() : restored;
                    restored.append(text, done, open).append(value);
                    done = close + 1;
                }
            }
            open = text.indexOf('[', close);
        }
        return restored == null ? text : restored.append(text, done, text.length()).toString();
    }

    private static boolean isPart(char c) {
        return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
