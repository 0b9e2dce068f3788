package dev.portcullis.prompt.reading;

import dev.portcullis.prompt.json.JsonReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes values that a reader of JSON or YAML gave into plain ones: immutable, whole numbers as a {@code Long}, and nothing in them that
 * cannot be kept. Numbers are those that every reader of JSON has exactly, up to 2^53 - 1 (RFC 7493).
 */
final class PlainValues {

    /** Values in one document, those within others counted too. */
    static final int MOST_VALUES = 20_000;
    static final long MOST_WHOLE = (1L << 53) - 1;

    private final Faults faults;
    private int count;

    PlainValues(Faults faults) {
        this.faults = faults;
    }

    /** @return null in place of what is faulty */
    Object of(Object raw, String path, int depth) {
        if (++count > MOST_VALUES) {
            if (count == MOST_VALUES + 1) {
                faults.add("", "there are more than " + MOST_VALUES + " values in it");
            }
            return null;
        }
        if (depth > JsonReader.MOST_DEPTH) {
            faults.add(path, "objects and lists lie in each other more than " + JsonReader.MOST_DEPTH + " deep");
            return null;
        }
        return switch (raw) {
            case null -> null;
            case String text -> storable(text, path) ? text : null;
            case Boolean flag -> flag;
            case Integer whole -> whole.longValue();
            case Long whole when Math.abs(whole) <= MOST_WHOLE && whole != Long.MIN_VALUE -> whole;
            case Double number when Math.abs(number) <= MOST_WHOLE -> number == Math.rint(number) ? (Object) number.longValue() : (Object) number;
            case Long _, Double _, BigInteger _ -> {
                faults.add(path, "is a number beyond ±(2^53 - 1), which readers of JSON do not all read alike");
                yield null;
            }
            case Map<?, ?> members -> map(members, path, depth);
            case List<?> items -> list(items, path, depth);
            default -> {
                faults.add(path, "is nothing that JSON has");
                yield null;
            }
        };
    }

    private Map<String, Object> map(Map<?, ?> members, String path, int depth) {
        Map<String, Object> plain = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            String at = Paths.member(path, name);
            if (storable(name, at)) {
                plain.put(name, of(value, at, depth + 1));
            }
        });
        return Collections.unmodifiableMap(plain);
    }

    private List<Object> list(List<?> items, String path, int depth) {
        List<Object> plain = new ArrayList<>();
        for (int i = 0; i < items.size() && count <= MOST_VALUES; i++) {
            plain.add(of(items.get(i), Paths.item(path, i), depth + 1));
        }
        return Collections.unmodifiableList(plain);
    }

    /** UTF-8 has no halves of surrogate pairs, and PostgreSQL's texts no zeros. */
    private boolean storable(String text, String path) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isHighSurrogate(letter) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (letter == 0 || Character.isSurrogate(letter)) {
                faults.add(path, letter == 0 ? "has U+0000 in it, which cannot be kept" : "has half of a surrogate pair in it, which is no character");
                return false;
            }
        }
        return true;
    }
}
