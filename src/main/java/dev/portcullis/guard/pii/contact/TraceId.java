package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Shape;
import java.util.List;

/** A UUID (RFC 9562): nothing personal, and it keeps others from reading numbers into its groups. */
public final class TraceId implements Recogniser {

    private static final int LENGTH = 36;
    /** With more letters than it has. */
    private static final List<Shape> SHAPES = List.of(Shape.of("XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"));

    @Override
    public String type() {
        return Findings.NOTHING;
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Sized(true, 8), new Anchor.Sized(false, 8));
    }

    @Override
    public List<Shape> shapes() {
        return SHAPES;
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        for (int i = 0; i < LENGTH; i++) {
            char c = reading.at(anchor + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !Letters.isHex(c)) {
                return;
            }
        }
        if (!Letters.isWord(reading.at(anchor + LENGTH))) {
            findings.nothing(anchor, anchor + LENGTH);
        }
    }
}
