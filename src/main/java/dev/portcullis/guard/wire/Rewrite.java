package dev.portcullis.guard.wire;

import dev.portcullis.guard.text.Span;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts other texts in the place of a body's. */
public final class Rewrite {

    /** What stands in the place of a part's text. */
    public record Edit(TextPart part, String text) {
    }

    private record Piece(int from, int to, byte[] bytes) {
    }

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private Rewrite() {
    }

    /**
     * All other bytes stay as they came, but for the tokens of a choice that changes and their probabilities: they would tell what stood there.
     *
     * @param texts of this body
     * @param edits each of another part. @return the same buffer where there are none
     */
    public static Buffer apply(Buffer body, BodyTexts texts, List<Edit> edits) {
        if (edits.isEmpty()) {
            return body;
        }
        List<Piece> pieces = new ArrayList<>(edits.size());
        Set<Integer> choices = new LinkedHashSet<>(List.of(-1));
        for (Edit edit : edits) {
            pieces.add(new Piece(edit.part.from(), edit.part.to(), Quoted.of(edit.text)));
            choices.add(edit.part.choice());
        }
        for (int choice : choices) {
            for (Span echo : texts.echoesOf(choice)) {
                pieces.add(new Piece(echo.start(), echo.end(), NULL));
            }
        }
        pieces.sort(Comparator.comparingInt(Piece::from));
        int length = body.length();
        for (Piece piece : pieces) {
            length += piece.bytes.length - (piece.to - piece.from);
        }
        Buffer changed = Buffer.buffer(length);
        int done = 0;
        for (Piece piece : pieces) {
            changed.appendBuffer(body, done, piece.from - done).appendBytes(piece.bytes);
            done = piece.to;
        }
        return changed.appendBuffer(body, done, body.length() - done);
    }
}
