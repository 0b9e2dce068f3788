package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.release.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StickyKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            header | "user":"u","safety_identifier":"s","conversation":"c"                | header
            ''     | "user":"u","safety_identifier":"s","conversation":"c"                | u
            ''     | "user":null,"safety_identifier":"s","conversation":{"id":"c"}         | s
            ''     | "user":" ","conversation":{"id":"c"}                                 | c
            ''     | "conversation":"c","previous_response_id":"r"                        | c
            ''     | "previous_response_id":"r"                                           | key-1
            ''     | "user":" ","conversation":""                                         | key-1
            """)
    void theFirstThatIsNamedIsIt(String header, String body, String key) {
        assertEquals(key, Calls.chat("m", Calls.ANYBODY, Headers.of("x-portcullis-user", header), "," + body).stickyKey());
    }

    /** All of them were one, who got either nothing new or only that. */
    @Test
    void aCallOfNobodyIsByItself() {
        Payload payload = Calls.chat("m").payload();
        assertEquals("call-7", StickyKey.of(Headers.NONE, payload, Identity.NO_KEY, "call-7"));
        assertEquals("key", StickyKey.of(Headers.NONE, payload, "key", "call-7"));
    }

    /** As what reads HTTP gives it: one character for each byte. */
    @Test
    void aNameInAHeadIsTheSameAsInABody() {
        Payload payload = Calls.chat("m").payload();
        assertEquals("zo\u00eb", StickyKey.of(Headers.of("x-portcullis-user", "zo\u00c3\u00ab"), payload, "key", "call-7"));
        assertEquals("zo\u00eb", StickyKey.of(Headers.of("x-portcullis-user", "zo\u00eb"), payload, "key", "call-7"), "a client that writes Latin-1");
        assertEquals("\u5409", StickyKey.of(Headers.of("x-portcullis-user", "\u5409"), payload, "key", "call-7"));
    }

    @Test
    void ofAKeyThatIsNobodysNameTheBeginningCounts() {
        Payload payload = Calls.chat("m", Calls.ANYBODY, Headers.NONE, ",\"user\":\"" + "u".repeat(100_000) + "\"").payload();
        assertEquals("u".repeat(Split.LONGEST), StickyKey.of(Headers.NONE, payload, "key", "call-7"));
    }

    @Test
    void oneNameInTwoSpellingsIsOneKey() {
        assertEquals("zo\u00eb", StickyKey.of(Headers.NONE, Calls.chat("m", Calls.ANYBODY, Headers.NONE, ",\"user\":\"zoe\u0308\"").payload(), "key", "call-7"));
    }
}
