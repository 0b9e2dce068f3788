package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.guard.pii.read.Recogniser;
import java.util.List;

/** What one recogniser makes of texts, without any other. */
public final class Found {

    private Found() {
    }

    /** The text with placeholders. */
    public static String redacted(Recogniser recogniser, String text) {
        return Redaction.redact(text, PersonalData.with(List.of(recogniser)).find(text));
    }

    /** That just the part between {@code <} and {@code >} is found; nothing, where there are none. */
    public static void in(Recogniser recogniser, String... marked) {
        for (String text : marked) {
            String expected = text.replaceAll("<[^>]*>", "[" + recogniser.type() + "]");
            assertEquals(expected, redacted(recogniser, text.replace("<", "").replace(">", "")));
        }
    }
}
