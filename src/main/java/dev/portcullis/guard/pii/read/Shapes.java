package dev.portcullis.guard.pii.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who of several recognisers has a shape that a text has at a place. All shapes are read side by side, by a table with a row for each
 * set of places that they can have come to (subset construction, Rabin and Scott, 1959): most numbers have none of them, and that costs
 * one look at each of their first characters instead of one by every shape. Immutable.
 */
public final class Shapes {

    /** Of recognisers that are told apart. */
    private static final int MOST = Long.SIZE;
    private static final long ALL = -1;
    private static final int NOWHERE = 0;
    private static final int START = 1;
    private static final char WIDE = 128;

    /** By character, those beyond ASCII as {@link #WIDE}: characters that fit the same places of all shapes are of one kind. */
    private final byte[] kinds = new byte[WIDE + 1];
    private final int width;
    private final char[] next;
    /** By row, a bit for each recogniser one of whose shapes ends there. */
    private final long[] ended;
    private final long always;

    /** @param shapes of {@value #MOST} recognisers at most, the first of which is bit 0; who has none is always asked */
    public Shapes(List<List<Shape>> shapes) {
        if (shapes.size() > MOST) {
            throw new IllegalArgumentException(shapes.size() + " recognisers look at words of one length, which is more than " + MOST);
        }
        List<Shape> all = new ArrayList<>();
        List<Long> owners = new ArrayList<>();
        long always = 0;
        for (int i = 0; i < shapes.size(); i++) {
            always |= shapes.get(i).isEmpty() ? 1L << i : 0;
            for (Shape shape : shapes.get(i)) {
                all.add(shape);
                owners.add(1L << i);
            }
        }
        this.always = always;
        String examples = kinds(all);
        this.width = examples.length();
        Rows rows = new Rows(all);
        rows.followAll(examples);
        next = rows.table.toString().toCharArray();
        ended = new long[rows.places.size()];
        for (int row = START; row < ended.length; row++) {
            String places = rows.places.get(row);
            for (int i = 0; i < places.length(); i++) {
                int shape = places.charAt(i) / Shape.ROOM;
                ended[row] |= all.get(shape).endsAt(places.charAt(i) % Shape.ROOM) ? owners.get(shape) : 0;
            }
        }
    }

    /** Finds out the kinds. @return a character of each */
    private String kinds(List<Shape> shapes) {
        int[] signs = shapes.stream().flatMapToInt(shape -> shape.toString().chars()).distinct().toArray();
        if (signs.length > Long.SIZE) {
            throw new IllegalArgumentException("shapes have " + signs.length + " signs, which is more than " + Long.SIZE);
        }
        Map<Long, Byte> known = new HashMap<>();
        StringBuilder examples = new StringBuilder();
        for (char c = 0; c <= WIDE; c++) {
            long fitting = 0;
            for (int i = 0; i < signs.length; i++) {
                fitting |= Shape.mayFit((char) signs[i], c) ? 1L << i : 0;
            }
            Byte kind = known.putIfAbsent(fitting, (byte) examples.length());
            kinds[c] = kind == null ? (byte) examples.length() : kind;
            examples.append(kind == null ? String.valueOf(c) : "");
        }
        return examples.toString();
    }

    /**
     * A bit for each recogniser that may find something here. Of a text that may go on all of them, where it ends before that is known:
     * they say themselves what they wait for.
     */
    public long at(Reading reading, int start) {
        long found = always;
        int i = start;
        int row = START;
        while (row != NOWHERE) {
            if (i >= reading.length() && !reading.ended()) {
                return ALL;
            }
            char c = reading.peek(i++);
            row = next[row * width + kinds[c < WIDE ? c : WIDE]];
            found |= ended[row];
        }
        return found;
    }

    /** The rows of the table while they are found: each a set of places in shapes, those of the second shape from {@link Shape#ROOM} on. */
    private static final class Rows {

        private final List<Shape> shapes;
        private final List<String> places = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final StringBuilder table = new StringBuilder();

        Rows(List<Shape> shapes) {
            this.shapes = shapes;
            number("");
            StringBuilder starts = new StringBuilder();
            for (int i = 0; i < shapes.size(); i++) {
                starts.append((char) (i * Shape.ROOM));
            }
            places.add(starts.toString());
        }

        void followAll(String examples) {
            table.append("\0".repeat(examples.length()));
            for (int row = START; row < places.size(); row++) {
                for (int i = 0; i < examples.length(); i++) {
                    table.append((char) number(after(places.get(row), examples.charAt(i))));
                }
            }
        }

        private String after(String from, char c) {
            StringBuilder to = new StringBuilder(from.length());
            for (int i = 0; i < from.length(); i++) {
                int place = from.charAt(i) % Shape.ROOM;
                int after = shapes.get(from.charAt(i) / Shape.ROOM).after(place, c);
                if (after >= 0) {
                    to.append((char) (from.charAt(i) - place + after));
                }
            }
            return to.toString();
        }

        private int number(String row) {
            return numbers.computeIfAbsent(row, unknown -> {
                places.add(row);
                return places.size() - 1;
            });
        }
    }
}
