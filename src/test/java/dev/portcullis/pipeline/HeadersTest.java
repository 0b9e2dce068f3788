package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void namesCompareWithoutCaseAndTheFirstValueCounts() {
        Headers headers = Headers.of("X-Api-Key", "one").with("x-api-key", "two");
        assertEquals(Optional.of("one"), headers.first("x-API-key"));
        assertEquals(Optional.empty(), headers.first("api-key"));
        assertEquals("X-Api-Keyonex-api-keytwo".length(), headers.size());
    }

    /** HTTP/2 brings them; in HTTP/1 or in a log they would begin a line of the caller's own. */
    @Test
    void controlCharactersAreFoundAndTabsAreNone() {
        for (String value : new String[] {"a\r\nx: y", "a\u000bb", "a\u0000", "\u007f"}) {
            assertEquals(Optional.of("traceparent"), Headers.of("accept", "ok").with("traceparent", value).withControlCharacters());
        }
        assertEquals(Optional.empty(), Headers.of("accept", "a\tb é 東").withControlCharacters());
    }

    @Test
    void valuesDoNotGetIntoText() {
        assertEquals("[authorization]", Headers.of("authorization", "Bearer key").toString());
    }
}
