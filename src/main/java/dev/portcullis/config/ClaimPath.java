package dev.portcullis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Value;

/**
 * Where in a token a claim is: the names of nested objects and then the claim's own, with {@code /} between them, as Quarkus
 * writes them. A name that has a slash itself stands in double quotes: <code>"https://acme.example/org"/id</code>.
 *
 * @param names 1 to {@value #MOST_NAMES}, none of them empty
 */
public record ClaimPath(List<String> names) {

    static final int MOST_NAMES = 8;
    private static final int MOST_CHARACTERS = 256;
    private static final String EXPECTED = "expected the name of a claim, or names with / between them and \" around one that has a / itself;"
            + " at most " + MOST_NAMES + " names and " + MOST_CHARACTERS + " characters";
    private static final Pattern NAME = Pattern.compile("\"([^\"\\p{Cntrl}]+)\"|([^\"/\\p{Cntrl}]+)");

    public ClaimPath {
        names = List.copyOf(names);
    }

    /** Empty for what is no path. */
    static Optional<ClaimPath> parse(String written) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(written);
        int from = 0;
        while (name.find(from) && name.start() == from) {
            names.add(name.group(1) != null ? name.group(1) : name.group(2));
            if (name.end() == written.length()) {
                boolean fits = names.size() <= MOST_NAMES && written.length() <= MOST_CHARACTERS;
                return fits ? Optional.of(new ClaimPath(names)) : Optional.empty();
            }
            if (written.charAt(name.end()) != '/') {
                return Optional.empty();
            }
            from = name.end() + 1;
        }
        return Optional.empty();
    }

    static Optional<ClaimPath> read(Value value) {
        return value.text().flatMap(written -> {
            Optional<ClaimPath> path = parse(written);
            if (path.isEmpty()) {
                value.problem(EXPECTED);
            }
            return path;
        });
    }

    /** What a token has there: text, a number, {@code true} or {@code false}, a list or an object; empty where it has nothing. */
    public Optional<Object> find(Map<?, ?> claims) {
        Object found = claims;
        for (String name : names) {
            if (!(found instanceof Map<?, ?> object)) {
                return Optional.empty();
            }
            found = object.get(name);
        }
        return Optional.ofNullable(found);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return String.join("/", names.stream().map(name -> name.contains("/") ? '"' + name + '"' : name).toList());
    }
}
