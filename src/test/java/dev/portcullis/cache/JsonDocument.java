package dev.portcullis.cache;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** JSON as a tree, in which an object is a list of members: names may be there twice. */
sealed interface JsonDocument {

    /** @param text as JSON writes it: a string with its quotes, a number, a literal */
    record Leaf(String text) implements JsonDocument {
    }

    record Elements(List<JsonDocument> all) implements JsonDocument {
    }

    record Members(List<Member> all) implements JsonDocument {
    }

    /** @param name as JSON writes it, with its quotes */
    record Member(String name, JsonDocument value) {
    }

    Set<String> LEFT_OUT = Set.of("\"model\"", "\"user\"", "\"safety_identifier\"", "\"metadata\"", "\"stream\"", "\"stream_options\"",
            "\"prompt_cache_key\"", "\"prompt_cache_retention\"");

    List<String> LEAVES = List.of("1", "1.0", "-0", "1e2", "12", "true", "false", "null", "\"\"", "\"1\"", "\"true\"", "\",\"", "\"\\\"\"", "\"\\\\\"",
            "\"{\\\"a\\\":1}\"", "\"a\\\\\\\",\\\"b\"", "\" \"", "\"  \"", "\"\u00e9\"", "\"\\u00e9\"", "\"\ud83d\ude00 and more than eight bytes\"", "\"}\"", "\"[\"");

    /** What {@link CanonicalJson} is to make of it, made in the plainest way. */
    static String canonical(JsonDocument document) {
        return write(sorted("", document, true), () -> "");
    }

    private static JsonDocument sorted(String calledAs, JsonDocument document, boolean top) {
        return switch (document) {
            case Leaf leaf -> leaf;
            case Elements list -> new Elements(list.all.stream().map(each -> sorted("", each, false)).toList());
            case Members object -> {
                List<Member> members = new ArrayList<>(object.all.stream().map(each -> new Member(each.name, sorted(each.name, each.value, false))).toList());
                if (!calledAs.equals("\"properties\"") && members.stream().allMatch(each -> each.name.matches("[ -\\[\\]-~]*"))) {
                    members.sort(Comparator.comparing(each -> each.name.substring(1, each.name.length() - 1).toLowerCase(Locale.ROOT)));
                }
                members.removeIf(each -> top && LEFT_OUT.contains(each.name));
                yield new Members(members);
            }
        };
    }

    /** @param space what stands between any two tokens */
    static String write(JsonDocument document, Supplier<String> space) {
        String inside = switch (document) {
            case Leaf leaf -> leaf.text;
            case Elements list -> "[" + space.get() + String.join(",", list.all.stream().map(each -> write(each, space)).toList()) + "]";
            case Members object -> "{" + space.get() + String.join(",", object.all.stream()
                    .map(each -> space.get() + each.name + space.get() + ":" + write(each.value, space)).toList()) + "}";
        };
        return space.get() + inside + space.get();
    }

    /** The same with the members of each object shuffled, of those that may be. */
    static JsonDocument shuffled(JsonDocument document, Random random) {
        return switch (document) {
            case Leaf leaf -> leaf;
            case Elements list -> new Elements(list.all.stream().map(each -> shuffled(each, random)).toList());
            case Members object -> {
                List<Member> members = new ArrayList<>(object.all.stream().map(each -> new Member(each.name, shuffled(each.value, random))).toList());
                Collections.shuffle(members, random);
                yield new Members(members);
            }
        };
    }

    /** An object, with others in it up to four levels deep. @param names as JSON writes them, with their quotes */
    static Members random(List<String> names, boolean namesDiffer, Random random) {
        return object(names, namesDiffer, 4, random);
    }

    private static Members object(List<String> names, boolean namesDiffer, int depth, Random random) {
        List<Member> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            if (seen.add(name.toLowerCase(Locale.ROOT)) || !namesDiffer) {
                members.add(new Member(name, value(names, namesDiffer, depth - 1, random)));
            }
        }
        return new Members(members);
    }

    private static JsonDocument value(List<String> names, boolean namesDiffer, int depth, Random random) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 2 -> object(names, namesDiffer, depth, random);
            case 3 -> new Elements(IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(names, namesDiffer, depth - 1, random)).toList());
            default -> new Leaf(LEAVES.get(random.nextInt(LEAVES.size())));
        };
    }

    /** The same but for one leaf. Empty where there is none. */
    static Optional<JsonDocument> withAnotherLeaf(JsonDocument document, Random random) {
        return switch (document) {
            case Leaf leaf -> Optional.of(new Leaf(LEAVES.get((LEAVES.indexOf(leaf.text) + 1 + random.nextInt(LEAVES.size() - 1)) % LEAVES.size())));
            case Elements list -> changed(list.all, each -> withAnotherLeaf(each, random), random).map(Elements::new);
            case Members object -> changed(object.all,
                    each -> withAnotherLeaf(each.value, random).map(value -> new Member(each.name, value)), random).map(Members::new);
        };
    }

    private static <T> Optional<List<T>> changed(List<T> all, Function<T, Optional<T>> change, Random random) {
        for (int tries = 0, i = all.isEmpty() ? 0 : random.nextInt(all.size()); tries < all.size(); tries++, i = (i + 1) % all.size()) {
            Optional<T> one = change.apply(all.get(i));
            if (one.isPresent()) {
                List<T> copy = new ArrayList<>(all);
                copy.set(i, one.get());
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
