package dev.portcullis.guard;

import dev.portcullis.guard.pii.Entity;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.wire.TextPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A text that one message gives in several parts. A model reads them as one, some servers with nothing between two of them and some with the
 * end of a line, so what is in none of the parts alone is looked for in both. Linear in the text.
 */
final class PartedText {

    /** No server wants an empty one. */
    private static final String NOTHING_LEFT = " ";
    private static final List<String> BETWEEN = List.of("", "\n");

    private final Policy policy;
    private final Function<TextPart, Policy.Sight> sights;
    /** Of one request. */
    private final Map<TextPart, Policy.Sight> seen = new HashMap<>();

    /** For one request. @param sights what the policy sees in a text; asked once for each */
    PartedText(Policy policy, Function<TextPart, Policy.Sight> sights) {
        this.policy = policy;
        this.sights = sights;
    }

    /** The parts joined: once or, where that is another text, twice. Each with the source and the place of the first. */
    private static List<TextPart> joined(List<TextPart> parts) {
        List<TextPart> all = new ArrayList<>(BETWEEN.size());
        all.add(of(parts.getFirst(), join(parts, BETWEEN.getFirst())));
        for (int i = 1; i < parts.size(); i++) {
            String before = parts.get(i - 1).text();
            if (before.equals(before.stripTrailing()) && parts.get(i).text().equals(parts.get(i).text().stripLeading())) {
                all.add(of(parts.getFirst(), join(parts, BETWEEN.getLast())));
                break;
            }
        }
        return all;
    }

    private static TextPart of(TextPart part, String text) {
        return new TextPart(part.source(), text, part.from(), part.to(), part.choice());
    }

    /** As {@link Ends} counts: something stands also beside a part that is empty. */
    private static String join(List<TextPart> parts, String between) {
        return parts.stream().map(TextPart::text).collect(Collectors.joining(between));
    }

    /** What the policy sees in a text, which may be a part. */
    Policy.Sight sight(TextPart part) {
        Policy.Sight sight = seen.get(part);
        if (sight == null) {
            sight = sights.apply(part);
            seen.put(part, sight);
        }
        return sight;
    }

    /** What is looked at for what is to be taken out, or counted: places in it are places in the text. */
    private List<TextPart> sanitised(List<TextPart> parts) {
        return parts.stream().map(part -> of(part, policy.sanitised(part))).toList();
    }

    /** Tells what is in the whole and in none of the parts. */
    void tell(List<TextPart> parts, Found found) {
        List<Policy.Sight> known = new ArrayList<>(parts.size() + BETWEEN.size());
        parts.forEach(part -> known.add(sight(part)));
        for (TextPart whole : joined(parts)) {
            Policy.Sight sight = sight(whole);
            policy.act(policy.beyond(sight, known, List.of()), whole, found, null);
            known.add(sight);
        }
        if (policy.tellsPersonalData()) {
            tellPersonalData(sanitised(parts), found);
        }
    }

    private void tellPersonalData(List<TextPart> parts, Found found) {
        for (TextPart whole : joined(parts)) {
            Ends ends = new Ends(parts, (whole.text().length() - join(parts, "").length()) / (parts.size() - 1),
                    part -> policy.personal(sight(part), part).stream().map(Policy.Place::of).toList());
            List<Entity> crossing = policy.personal(sight(whole), whole).stream().filter(entity -> ends.crosses(Policy.Place.of(entity))).toList();
            if (!crossing.isEmpty()) {
                policy.act(policy.beyond(Policy.Sight.NOTHING, List.of(), crossing), whole, found, null);
                return;
            }
        }
    }

    /** The parts, where what is to be taken out begins in one and ends in another with all of that in the former, so that it can be. */
    List<TextPart> mended(List<TextPart> parts) {
        List<TextPart> mended = parts;
        for (String between : BETWEEN) {
            mended = mended(mended, between);
        }
        return mended;
    }

    private List<TextPart> mended(List<TextPart> parts, String between) {
        List<TextPart> clean = sanitised(parts);
        TextPart whole = of(parts.getFirst(), join(clean, between));
        Ends ends = new Ends(clean, between.length(), part -> policy.hidden(sight(part), part));
        List<Span> hidden = policy.hidden(sight(whole), whole).stream().filter(ends::crosses).map(Policy.Place::span)
                .sorted(Comparator.comparingInt(Span::start)).toList();
        if (hidden.isEmpty()) {
            return parts;
        }
        List<TextPart> mended = new ArrayList<>(parts);
        int next = 0;
        int begin = 0;
        int taken = 0;
        for (int i = 0; i < clean.size(); i++) {
            int own = begin + clean.get(i).text().length();
            int end = own;
            for (; next < hidden.size() && hidden.get(next).start() < end; next++) {
                end = Math.max(end, hidden.get(next).end());
            }
            int from = Math.max(begin, taken);
            if (from >= own && from > begin) {
                mended.set(i, of(parts.get(i), NOTHING_LEFT));
            } else if (end > own || from > begin) {
                mended.set(i, of(parts.get(i), whole.text().substring(from, end)));
            }
            taken = Math.max(taken, end);
            begin = own + between.length();
        }
        return mended;
    }

    /** Where parts end in the whole, and what each of them has by itself. */
    private static final class Ends {

        private final NavigableSet<Integer> ends = new TreeSet<>();
        private final Map<String, NavigableMap<Integer, Integer>> own = new HashMap<>();
        private final int between;

        Ends(List<TextPart> parts, int between, Function<TextPart, List<Policy.Place>> places) {
            this.between = between;
            int begin = 0;
            for (TextPart part : parts) {
                for (Policy.Place place : places.apply(part)) {
                    own.computeIfAbsent(place.kind(), kind -> new TreeMap<>()).merge(begin + place.span().start(), begin + place.span().end(), Math::max);
                }
                begin += part.text().length();
                ends.add(begin);
                begin += between;
            }
        }

        /** Not what a part has by itself, and only seems to go on in the next one, or to begin in the one before. */
        boolean crosses(Policy.Place place) {
            Integer end = ends.higher(place.span().start());
            if (end == null || place.span().end() <= end + between) {
                return false;
            }
            NavigableMap<Integer, Integer> same = own.get(place.kind());
            Map.Entry<Integer, Integer> last = same == null ? null : same.lowerEntry(place.span().end());
            return last == null || last.getValue() <= place.span().start();
        }
    }
}
