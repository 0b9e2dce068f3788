package dev.portcullis.guard.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What a text came to, segment by segment, for a next one that begins within it and goes on behind its end: that has segments of its own
 * only up to where one ends together with one of these, and behind the last of these. All that counts for a segment is in its characters
 * and the {@link Place} where it begins, so that the others are the same. Keeps the text, and some forty bytes for each segment. Not for
 * two threads.
 */
public final class LastReading {

    private record Part(Place behind, int sum, int features) {}

    private String text = "";
    private List<Part> parts = List.of();
    private int moved;

    /** The next text begins so many characters behind where the last one did; several times, so many more. */
    public void moved(int characters) {
        moved += characters;
    }

    /** Adds up a text as {@link Features#read} tells of it. */
    void read(String next, FirstOutput.Sums sums) {
        List<Part> known = text.length() >= moved && text.regionMatches(moved, next, 0, text.length() - moved) ? parts : List.of();
        List<Part> now = new ArrayList<>(known.size() + 4);
        Features.Sink sink = segment -> {
            sums.segment(segment);
            if (segment.isOver()) {
                now.add(new Part(segment.behind(), sums.sum(), sums.features()));
            }
        };
        Place place = Place.START;
        int at = 0;
        boolean same = moved == 0;
        while (!same && at < known.size() && place != null) {
            Place behind = known.get(at).behind.moved(moved);
            if (behind.at() <= place.at()) {
                same = behind.equals(place);
                at++;
            } else {
                int before = now.size();
                Features.read(next, place, 1, sink);
                place = now.size() > before ? now.getLast().behind : null;
            }
        }
        for (; at < known.size() && place != null; at++) {
            Part part = known.get(at);
            sums.add(part.sum, part.features);
            place = part.behind.moved(moved);
            now.add(new Part(place, part.sum, part.features));
        }
        if (place != null) {
            Features.read(next, place, Integer.MAX_VALUE, sink);
        }
        text = next;
        parts = now;
        moved = 0;
    }
}
