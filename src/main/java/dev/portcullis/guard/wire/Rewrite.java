package dev.portcullis.guard.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portcullis.guard.text.Span;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
        List<Piece> pieces = new ArrayList<>();
        edits.forEach(edit -> pieces.add(new Piece(edit.part.from(), edit.part.to(), quoted(edit.text))));
        IntStream.concat(IntStream.of(-1), edits.stream().mapToInt(edit -> edit.part.choice())).distinct().forEach(choice -> {
            for (Span echo : texts.echoesOf(choice)) {
                pieces.add(new Piece(echo.start(), echo.end(), NULL));
            }
        });
        pieces.sort(Comparator.comparingInt(Piece::from));
        Buffer changed = Buffer.buffer(body.length());
        int done = 0;
        for (Piece piece : pieces) {
            changed.appendBuffer(body, done, piece.from - done).appendBytes(piece.bytes);
            done = piece.to;
        }
        return changed.appendBuffer(body, done, body.length() - done);
    }

    /** Half of a surrogate pair, which UTF-8 does not have, is written as the escape it came as. */
    private static byte[] quoted(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        JsonStringEncoder.getInstance().quoteAsString(text, escaped);
        StringBuilder json = new StringBuilder(escaped.length() + 16).append('"');
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < escaped.length() && Character.isLowSurrogate(escaped.charAt(i + 1))) {
                json.append(c).append(escaped.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                json.append("\\u").append(Integer.toHexString(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
    }
}
