package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.buffer.Buffer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FreshIdsTest {

    private static final RandomGenerator SEVENS = () -> 0x7777_7777_7777_7777L;
    private static final String FRESH = "chatcmpl-" + "7".repeat(32);

    private final FreshIds ids = new FreshIds(SEVENS);

    private String apply(String events) {
        return ids.apply(Buffer.buffer(events)).toString();
    }

    @Test
    void everyEventHasTheSameFreshIdOfTheOldKind() {
        assertEquals("data: {\"id\":\"" + FRESH + "\",\"n\":1}\n\ndata: {\"n\":2,\"id\" : \"" + FRESH + "\"}\n\n",
                apply("data: {\"id\":\"chatcmpl-1\",\"n\":1}\n\ndata: {\"n\":2,\"id\" : \"chatcmpl-1\"}\n\n"));
        assertEquals("data: {\"id\":\"" + FRESH + "\"}\n\ndata: [DONE]\n\n", apply("data: {\"id\":\"chatcmpl-1\"}\n\ndata: [DONE]\n\n"));
    }

    @Test
    void whatOnlyLooksLikeAnIdStays() {
        String text = "\"content\":\"\\\"id\\\":\\\"chatcmpl-1\\\"\",\"other\":\"chatcmpl-1\",\"ids\":\"chatcmpl-1\",\"n\":\"chatcmpl-12\"}\n\n";
        assertEquals("data: {\"id\":\"" + FRESH + "\"," + text, apply("data: {\"id\":\"chatcmpl-1\"," + text));
    }

    @Test
    void theFirstIdThereIsCounts() {
        Buffer none = Buffer.buffer(": comment\n\ndata: {\"id\":\"\",\"choices\":[]}\n\n");
        assertSame(none, ids.apply(none));
        assertEquals("data: {\"id\":\"" + FRESH + "\"}\n\n", apply("data: {\"id\":\"chatcmpl-9\"}\n\n"));
    }
}
