package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portcullis.pipeline.tokens.TextSample;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InputMeterTest {

    private static final int ONE_MESSAGE = InputMeter.PER_CHAT + InputMeter.PER_MESSAGE;

    @Test
    void whatIsSaidCountsAndWhatIsAroundItDoesNot() {
        assertEquals(new InputSize(5, ONE_MESSAGE), chat("[{\"role\":\"user\",\"content\":\"Hello\"}]"));
        assertEquals(new InputSize(5, ONE_MESSAGE), chat("[ { \"content\" : \"Hello\" , \"role\" : \"user\" } ]"));
        assertEquals(new InputSize(7, ONE_MESSAGE), chat("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"},{\"type\":\"text\",\"text\":\"\\n\"}]}]"));
        assertEquals(new InputSize(4 + 2 + 6, InputMeter.PER_CHAT + 2 * InputMeter.PER_MESSAGE),
                chat("[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"open\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"opened\"}]"));
    }

    @Test
    void aPictureIsAConstantHoweverItIsSent() {
        String begin = "[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":";
        String data = "data:image/png;base64," + "A".repeat(100_000);
        for (String image : List.of("{\"url\":\"https://example.com/a.png\"}", "{\"url\":\"" + data + "\"}", "\"" + data + "\"",
                "{\"url\":\"" + data + "\",\"detail\":\"high\"}", "{\"detail\":\"auto\",\"url\":\"" + data + "\"}")) {
            assertEquals(new InputSize(0, ONE_MESSAGE + InputMeter.PICTURE), chat(begin + image + "}]}]"), image);
        }
        assertEquals(new InputSize(0, ONE_MESSAGE + InputMeter.LOW_PICTURE), chat(begin + "{\"url\":\"" + data + "\",\"detail\":\"low\"}}]}]"));
        assertEquals(new InputSize(0, ONE_MESSAGE), chat(begin + "null}]}]"));
    }

    @Test
    void soundAndFilesCountByTheirLength() {
        assertEquals(new InputSize(0, ONE_MESSAGE + 100), chat("[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":"
                + "{\"data\":\"" + "A".repeat(100 * InputMeter.SOUND_BYTES) + "\",\"format\":\"mp3\"}}]}]"));
        assertEquals(new InputSize(5, ONE_MESSAGE + 100), chat("[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":"
                + "{\"filename\":\"a.pdf\",\"file_data\":\"" + "A".repeat(100 * InputMeter.FILE_BYTES) + "\"}}]}]"));
    }

    /** Whoever begins a text with it must not have it for nothing. */
    @Test
    void textThatOnlyLooksLikeDataIsText() {
        assertEquals(new InputSize(100_005, ONE_MESSAGE), chat("[{\"role\":\"user\",\"content\":\"data:" + "A".repeat(100_000) + "\"}]"));
    }

    @Test
    void toolsAndFormatsCountByTheirLength() {
        String tools = "[{\"type\":\"function\",\"function\":{\"name\":\"open\"}}]";
        long each = InputMeter.PER_SCHEMA + tools.length() / InputMeter.SCHEMA_BYTES;
        assertEquals(new InputSize(0, InputMeter.PER_CHAT + 2 * each),
                read("{\"tools\":" + tools + ",\"messages\":[],\"model\":\"m\",\"response_format\":" + tools + "}", Endpoint.CHAT).inputSize());
        assertEquals(new InputSize(0, InputMeter.PER_CHAT),
                read("{\"tools\":[],\"functions\":null,\"messages\":[],\"model\":\"m\"}", Endpoint.CHAT).inputSize());
    }

    @Test
    void numbersOfTokensAreTokens() {
        assertEquals(new InputSize(5, 0), input("\"Hello\""));
        assertEquals(new InputSize(5, 0), input("[\"Hel\",\"lo\"]"));
        assertEquals(new InputSize(0, 4), input("[15339,1917,0,1]"));
        assertEquals(new InputSize(0, 5), input("[[15339,1917],[0,1,2]]"));
        assertEquals(new InputSize(5, 0), read("{\"input\":\"Hello\" , \"model\":\"m\"}", Endpoint.EMBEDDINGS).inputSize());
    }

    @Test
    void threeBytesAreTakenForAToken() {
        assertEquals(2 + 7, new InputSize(5, 7).estimatedTokens());
        assertEquals(0, new InputSize(0, 0).estimatedTokens());
    }

    @Property(tries = 500)
    void everyByteOfTextCountsOnceWhateverSurroundsIt(@ForAll("texts") List<String> texts, @ForAll("space") String space) {
        StringBuilder json = new StringBuilder("{").append(space).append("\"messages\":[");
        long bytes = 0;
        for (String text : texts) {
            byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
            bytes += quoted.length;
            json.append(bytes == quoted.length && json.charAt(json.length() - 1) == '[' ? "" : ",").append(space).append("{\"content\"").append(space)
                    .append(':').append(space).append('"').append(new String(quoted, StandardCharsets.UTF_8)).append('"').append(space)
                    .append(",\"role\":\"user\"}");
        }
        Payload payload = read(json.append(space).append("],\"model\":\"m\"}").toString(), Endpoint.CHAT);

        assertEquals(bytes, payload.inputSize().textBytes());
        TextSample sample = payload.inputText();
        assertTrue(sample.keptBytes() == Math.min(bytes, TextSample.KEPT) && String.join("", texts).startsWith(sample.text()), sample.text());
    }

    @Test
    void theSampleIsTheBeginningOfTheInputWhereverThatIs() {
        String text = "word ".repeat(40_000);
        Payload payload = read("{\"tools\":[{\"x\":\"y\"}],\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"" + text + "\"}],\"model\":\"m\"}", Endpoint.CHAT);
        TextSample sample = payload.inputText();
        assertEquals(TextSample.KEPT, sample.keptBytes());
        assertEquals(("Be brief." + text).substring(0, TextSample.KEPT), sample.text());
        assertEquals("Hello", read("{\"prompt\":\"Hello\",\"model\":\"m\"}", Endpoint.COMPLETIONS).inputText().text());
        assertEquals(text.substring(0, TextSample.KEPT), read("{\"prompt\":\"" + text + "\",\"model\":\"m\"}", Endpoint.COMPLETIONS).inputText().text());
    }

    /** It stands behind what is not looked through for it. */
    @Test
    void aTextBehindALargePictureHasNoSample() {
        Payload payload = read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
                + "A".repeat(200_000) + "\"}},{\"type\":\"text\",\"text\":\"Hello\"}]}],\"model\":\"m\"}", Endpoint.CHAT);
        assertEquals(5, payload.inputSize().textBytes());
        assertEquals(0, payload.inputText().keptBytes());
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> pieces = Arbitraries.of("Hello ", "\"", "\\", "\n", "é", "中文", "😀", "}],", "\\\"", "data:", "\u0001");
        return pieces.list().ofMaxSize(300).map(parts -> String.join("", parts)).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> space() {
        return Arbitraries.of("", " ", "\n  ", "\t");
    }

    private static InputSize chat(String messages) {
        return read("{\"model\":\"m\",\"messages\":" + messages + "}", Endpoint.CHAT).inputSize();
    }

    private static InputSize input(String input) {
        return read("{\"model\":\"m\",\"input\":" + input + "}", Endpoint.EMBEDDINGS).inputSize();
    }

    private static Payload read(String body, Endpoint endpoint) {
        return Payload.read(Buffer.buffer(body), endpoint);
    }
}
