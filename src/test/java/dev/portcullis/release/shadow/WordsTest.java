package dev.portcullis.release.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void theFirstChoiceOfAWholeAnswerIsRead() {
        assertEquals(Optional.of(new Words("Hello there", "stop")), Words.of(Buffer.buffer("""
                {"choices":[{"index":1,"message":{"content":"other"},"finish_reason":"length"},
                            {"index":0,"message":{"content":"Hello there"},"finish_reason":"stop"}]}""")));
        assertEquals(Optional.of(new Words("ab", "stop")), Words.of(Buffer.buffer(
                "{\"choices\":[{\"message\":{\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]},\"finish_reason\":\"stop\"}]}")));
        assertEquals(Optional.of(new Words("plain", "")), Words.of(Buffer.buffer("{\"choices\":[{\"text\":\"plain\",\"finish_reason\":null}]}")));
    }

    @Test
    void callsOfToolsAreWords() {
        assertEquals(Optional.of(new Words("search{\"q\":1}", "tool_calls")), Words.of(Buffer.buffer("""
                {"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"search","arguments":"{\\"q\\":1}"}}]},"finish_reason":"tool_calls"}]}""")));
    }

    @Test
    void aStreamSaysTheSameWhereverItIsCut() {
        String stream = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n: ping\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":null}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[]}\n\ndata: [DONE]\n\n";
        for (int cut = 0; cut <= stream.length(); cut++) {
            assertEquals(Optional.of(new Words("Hello", "stop")),
                    Words.of(List.of(Buffer.buffer(stream.substring(0, cut)), Buffer.buffer(stream.substring(cut)))));
        }
    }

    @Test
    void whatIsNoAnswerHasNoWords() {
        for (String none : List.of("", "{", "[]", "{\"choices\":{}}", "{\"choices\":[]}", "[".repeat(100_000), "{\"choices\":" + "[".repeat(100_000))) {
            assertEquals(Optional.empty(), Words.of(Buffer.buffer(none)), none.substring(0, Math.min(20, none.length())));
            assertEquals(Optional.empty(), Words.of(List.of(Buffer.buffer("data: " + none + "\n\n"))));
        }
        assertEquals(Optional.empty(), Words.of(Buffer.buffer("{\"choices\":[{\"text\":\"" + "a".repeat(Words.MOST_BYTES) + "\"}]}")));
    }
}
