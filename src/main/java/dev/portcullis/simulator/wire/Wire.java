package dev.portcullis.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How one endpoint writes an answer: whole, or event by event. */
public interface Wire {
    String whole(List<Choice> choices);

    Script stream(List<Choice> choices);

    /** A whole answer of exactly this many bytes, or the smallest there is. */
    default String wholeOf(int bytes) {
        return whole(Choice.filler(bytes - length(whole(Choice.filler(0)))));
    }

    /** A stream with one content event of exactly this many bytes, {@code data:} and blank line included, or the smallest there is. */
    default Script streamOf(int bytes) {
        String smallest = stream(Choice.filler(0)).token().apply(0).getFirst();
        return stream(Choice.filler(bytes - length("data: " + smallest + "\n\n")));
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
