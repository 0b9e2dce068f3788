package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Shape;
import java.util.List;

/** A day with a time (ISO 8601, RFC 9557 and as logs write it): nobody's telephone number. */
public final class TimeStamp implements Recogniser {

    private static final List<Shape> SHAPES = List.of(Shape.of("9999-99-99 99:99"), Shape.of("9999-99-99T99:99"), Shape
            .of("9999/99/99 99:99"),
            Shape.of("99/99/9999 99:99"), Shape.of("99.99.9999 99:99"));

    @Override
    public String type() {
        return Findings.NOTHING;
    }

    @Override
    public boolean beginsAtAnchor() {
        return true;
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Sized(false, 4), new Anchor.Sized(false, 2));
    }

    @Override
    public List<Shape> shapes() {
        return SHAPES;
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        if (!reading.beginsAt(anchor)) {
            return;
        }
        for (Shape shape : SHAPES) {
            int end = shape.end(reading, anchor);
            if (end > 0) {
                findings.nothing(anchor, end);
                return;
            }
        }
    }
}
