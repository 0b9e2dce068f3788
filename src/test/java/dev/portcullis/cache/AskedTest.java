package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a call is its question. */
class AskedTest {

    private static Optional<Asked> in(String body, int before, int after) {
        Payload payload = Payload.read(Buffer.buffer(body), Endpoint.CHAT);
        return Asked.in(new Call("call-1", Calls.ANYBODY, "key-1", Endpoint.CHAT, Headers.NONE, payload,
                new PromptUse("p", "1.0.0", "analysis", List.of(), before, after, Optional.empty(), List.of()), "", new CompletableFuture<>(), new CompletableFuture<>()));
    }

    private static Optional<Asked> inMessages(String messages) {
        return in("{\"model\":\"m\",\"messages\":" + messages + "}", 0, 0);
    }

    private static String message(String text) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"temperature\":0}";
    }

    @Test
    void theLastMessageIsTheQuestionAndAllElseTheRest() {
        Asked asked = in("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}, {\"content\":\"Why \\u00e9\\n\\\"x\\\"?\",\"role\":\"user\"} ],\"model\":\"m\"}", 0, 0)
                .orElseThrow();
        assertEquals("Why é\n\"x\"?", asked.question());
        assertEquals("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}, {\"content\":\"\\u0000\",\"role\":\"user\"} ],\"model\":\"m\"}",
                asked.rest().bytes().toString());
    }

    @Test
    void itMayBeAListOfOneText() {
        assertEquals("Why?", inMessages("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Why?\"}]}]").orElseThrow().question());
    }

    @Test
    void theAuthorsWordsAroundItBelongToTheRest() {
        Asked asked = in(message("Answer: why? Please."), 8, 8).orElseThrow();
        assertEquals("why?", asked.question());
        assertTrue(asked.rest().bytes().toString().contains("\"Answer: \\u0000 Please.\""), asked.rest().bytes()::toString);
        assertEquals(Optional.empty(), in(message("Answer: why?"), PromptUse.NOTHING_ASKED, 0));
        // Where a guard has made them shorter.
        assertEquals(Optional.empty(), in(message("Answer"), 4, 2));
        assertEquals(Optional.empty(), in(message("Answer"), 40, 2));
        assertEquals(Optional.empty(), in(message("\\ud83d\\ude00 why"), 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[]",
        "[{\"role\":\"assistant\",\"content\":\"a\"}]",
        "[{\"content\":\"a\"}]",
        "[{\"role\":\"user\"}]",
        "[{\"role\":\"user\",\"content\":null}]",
        "[{\"role\":\"user\",\"content\":[]}]",
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"a\"}]",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}]",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}},{\"type\":\"text\",\"text\":\"a\"}]}]",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\"}}]},{\"role\":\"user\",\"content\":\"a\"}]",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"text\":\"b\"}]}]",
        "[{\"role\":\"user\",\"content\":[\"a\"]}]",
        "[{\"role\":\"user\",\"content\":{\"a\":1}}]",
        "[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]",
        "[{\"role\":\"user\",\"content\":\"a\",\"Content\":\"b\"}]",
        "[{\"role\":\"system\",\"role\":\"user\",\"content\":\"a\"}]",
        "[{\"role\":5,\"content\":\"a\"}]",
        "[\"a\"]",
        "[{\"role\":\"user\",\"content\":\"a\"},5]"})
    void whatCanBeReadOtherwiseOrIsMoreThanATextIsNoQuestion(String messages) {
        assertEquals(Optional.empty(), inMessages(messages));
    }

    @Test
    void aLargeCallIsNotReadAgain() {
        assertEquals(Optional.empty(), inMessages("[{\"role\":\"user\",\"content\":\"" + "a".repeat(64 * 1024) + "\"}]"));
    }

    @Property(tries = 300)
    void twoCallsWithOneQuestionAndOneRestAreOneCall(@ForAll @IntRange(max = 3) int before, @ForAll @IntRange(max = 3) int after,
            @ForAll("texts") String one, @ForAll("texts") String other) {
        Optional<Asked> first = in(message(one), before, after);
        Optional<Asked> second = in(message(other), before, after);
        if (first.isPresent() && second.isPresent() && !one.equals(other)) {
            assertNotEquals(first.get().question() + '|' + first.get().rest().bytes(), second.get().question() + '|' + second.get().rest().bytes());
        }
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> texts() {
        return net.jqwik.api.Arbitraries.strings().withChars('a', 'b', ' ', 'é').ofMinLength(1).ofMaxLength(9);
    }
}
