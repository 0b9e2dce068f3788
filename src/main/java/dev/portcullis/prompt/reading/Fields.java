package dev.portcullis.prompt.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An object's fields, each of which is read once and as what it should be. Null is as if a field were not there. */
final class Fields {

    private final Map<String, Object> members;
    private final String path;
    private final Faults faults;

    /** @param known all the names that it may have, in the order in which they are said */
    Fields(Map<String, Object> members, String path, Faults faults, Set<String> known) {
        this.members = members;
        this.path = path;
        this.faults = faults;
        for (String name : members.keySet()) {
            if (!known.contains(name)) {
                faults.add(Paths.member(path, name), "is not known; known here: " + String.join(", ", known));
            }
        }
    }

    @SuppressWarnings("unchecked") // names of plain maps are texts
    static Optional<Map<String, Object>> map(Object value, String path, Faults faults) {
        if (value instanceof Map<?, ?> members) {
            return Optional.of((Map<String, Object>) members);
        }
        faults.add(path, "an object is expected");
        return Optional.empty();
    }

    String path(String name) {
        return Paths.member(path, name);
    }

    Optional<Object> value(String name) {
        return Optional.ofNullable(members.get(name));
    }

    Optional<Map<String, Object>> object(String name) {
        return value(name).flatMap(value -> map(value, path(name), faults));
    }

    @SuppressWarnings("unchecked") // of any
    Optional<List<Object>> list(String name, int most) {
        return value(name).flatMap(value -> {
            if (!(value instanceof List<?> items) || items.size() > most) {
                faults.add(path(name), "a list of at most " + most + " is expected");
                return Optional.empty();
            }
            return Optional.of((List<Object>) items);
        });
    }

    /** On one line. */
    Optional<String> line(String name, int most) {
        return value(name).flatMap(value -> line(value, path(name), most, faults));
    }

    /** Of several lines, if its author likes; empty if it is not there. */
    String text(String name, int most) {
        return value(name).map(value -> {
            if (value instanceof String text && isWithin(most, text)) {
                return text;
            }
            faults.add(path(name), "a text of at most " + most + " characters is expected");
            return "";
        }).orElse("");
    }

    /** Characters as people count them, not halves of them. */
    static boolean isWithin(int most, String text) {
        return text.codePointCount(0, text.length()) <= most;
    }

    static Optional<String> line(Object value, String path, int most, Faults faults) {
        if (value instanceof String text && !text.isBlank() && isWithin(most, text) && text.chars().noneMatch(Character::isISOControl)) {
            return Optional.of(text);
        }
        faults.add(path, "a text of 1 to " + most + " characters on one line is expected");
        return Optional.empty();
    }

    /** Texts of one line each, all of them different. */
    List<String> lines(String name, int most, int mostCharacters) {
        List<Object> items = list(name, most).orElse(List.of());
        java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        java.util.HashSet<String> seen = new java.util.HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String at = Paths.item(path(name), i);
            line(items.get(i), at, mostCharacters, faults).ifPresent(line -> {
                if (seen.add(line)) {
                    lines.add(line);
                } else {
                    faults.add(at, "'" + Paths.shown(line) + "' is there twice");
                }
            });
        }
        return List.copyOf(lines);
    }

    OptionalInt whole(String name, int least, int most) {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.get() instanceof Long whole && whole >= least && whole <= most) {
            return OptionalInt.of(whole.intValue());
        }
        faults.add(path(name), "a whole number from " + least + " to " + most + " is expected");
        return OptionalInt.empty();
    }

    boolean flag(String name) {
        return value(name).map(value -> {
            if (!(value instanceof Boolean)) {
                faults.add(path(name), "true or false is expected");
            }
            return Boolean.TRUE.equals(value);
        }).orElse(false);
    }
}
