package dev.portcullis.guard.pii.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Recognises numbers that an authority gave: by shape, by a check of their digits, and by the words around them. How sure that is
 * depends on how much of it speaks for the number.
 */
public final class Identifier implements Recogniser {

    private static final double NEAR = .95;

    private final String type;
    private final Shape[] shapes;
    private final Predicate<CharSequence> check;
    private final Words words;
    private final double bare;
    private final double grouped;
    private final double alone;

    private Identifier(String type, Shape[] shapes, Predicate<CharSequence> check, Words words, double bare, double grouped, double alone) {
        this.type = type;
        this.shapes = shapes;
        this.check = check;
        this.words = words;
        this.bare = bare;
        this.grouped = grouped;
        this.alone = alone;
    }

    /** Until told otherwise, recognised only where one of the words is near. */
    public static Identifier of(String type, Words words, String... shapes) {
        return new Identifier(type, Stream.of(shapes).map(Shape::of).toArray(Shape[]::new), value -> true, words, 0, 0, 0);
    }

    /** @param check of the value in upper case without separators */
    public Identifier checked(Predicate<CharSequence> check) {
        return new Identifier(type, shapes, check, words, bare, grouped, alone);
    }

    /** How sure it is without a word near. */
    public Identifier bare(double score) {
        return new Identifier(type, shapes, check, words, score, Math.max(score, grouped), Math.max(score, alone));
    }

    /** How sure it is without a word near when it is written with all its separators, and not among other numbers. */
    public Identifier grouped(double score) {
        return new Identifier(type, shapes, check, words, bare, score, alone);
    }

    /** How sure it is when the text is nothing but this. */
    public Identifier alone(double score) {
        return new Identifier(type, shapes, check, words, bare, grouped, score);
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public boolean beginsAtAnchor() {
        return true;
    }

    @Override
    public List<Anchor> anchors() {
        Set<Anchor> anchors = new LinkedHashSet<>();
        for (Shape shape : shapes) {
            anchors.addAll(shape.anchors());
        }
        return List.copyOf(anchors);
    }

    @Override
    public List<Shape> shapes() {
        return Stream.of(shapes).map(Shape::whole).toList();
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (!reading.beginsAt(anchor)) {
            return;
        }
        boolean onlyNear = reading.ended() && findings.tooLittle(Math.max(bare, Math.max(grouped, alone)));
        int unchecked = -1;
        for (int i = 0; i < shapes.length; i++) {
            int end = shapes[i].end(reading, anchor);
            if (end > 0 && reading.endsAt(end)) {
                if (onlyNear && !reading.near(words, anchor, end)) {
                    unchecked = unchecked < 0 ? i : unchecked;
                } else if (unchecked >= 0 && anyOf(unchecked, i, reading, anchor)) {
                    return;
                } else {
                    Value value = shapes[i].value(reading, anchor, end);
                    if (check.test(value)) {
                        findings.add(type, anchor, end, score(reading, anchor, end, value.grouped()));
                        return;
                    }
                }
            }
        }
    }

    /**
     * Whether one of these shapes is there, which would then have been the one, if one too unsure to be kept: most numbers have no word
     * near, and are not looked at so closely until that matters.
     */
    private boolean anyOf(int from, int to, Reading reading, int anchor) {
        for (int i = from; i < to; i++) {
            int end = shapes[i].end(reading, anchor);
            if (end > 0 && reading.endsAt(end) && check.test(shapes[i].value(reading, anchor, end))) {
                return true;
            }
        }
        return false;
    }

    private double score(Reading reading, int start, int end, boolean divided) {
        if (reading.near(words, start, end)) {
            return NEAR;
        }
        double written = divided && (grouped == bare || !reading.amongNumbers(start, end)) ? grouped : bare;
        return alone > written && reading.alone(start, end) ? alone : written;
    }
}
