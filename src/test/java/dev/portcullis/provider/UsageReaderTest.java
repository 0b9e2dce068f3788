package dev.portcullis.provider;

import static dev.portcullis.provider.StatedUsage.NOT_STATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {

    private static final List<String> NAMES = List.of("prompt_tokens", "input_tokens", "completion_tokens", "output_tokens", "total_tokens",
            "cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens", "cache_creation_input_tokens", "reasoning_tokens");

    @Test
    void everyKindIsReadAsOpenAiWritesIt() {
        assertEquals(new StatedUsage(100, 30, 0, 20, 50, 10, 5, Optional.empty()), read("""
                "prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
                "prompt_tokens_details":{"cached_tokens":30,"audio_tokens":20,"text_tokens":80},
                "completion_tokens_details":{"reasoning_tokens":10,"audio_tokens":5,"accepted_prediction_tokens":3}"""));
        assertEquals(new StatedUsage(100, 30, 0, 0, 50, 10, 0, Optional.empty()), read("""
                "input_tokens":100,"input_tokens_details":{"cached_tokens":30},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":10}"""));
        assertEquals(new StatedUsage(8, 0, 0, 0, 0, 0, 0, Optional.empty()), read("\"prompt_tokens\":8,\"total_tokens\":8"), "embeddings");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OpenRouter | '\"prompt_tokens_details\":{\"cached_tokens\":30,\"cache_write_tokens\":40}' | 30 | 40",
        "others     | '\"prompt_tokens_details\":{\"cached_tokens\":30,\"cache_creation_tokens\":40}' | 30 | 40",
        "LiteLLM    | '\"cache_read_input_tokens\":30,\"cache_creation_input_tokens\":40' | 30 | 40",
        "DeepSeek   | '\"prompt_cache_hit_tokens\":30,\"prompt_cache_miss_tokens\":70' | 30 | 0",
        "Moonshot   | '\"cached_tokens\":30' | 30 | 0",
        "Mistral    | '\"num_cached_tokens\":30' | 30 | 0",
        "twice      | '\"cached_tokens\":30,\"prompt_tokens_details\":{\"cached_tokens\":30}' | 30 | 0",
        "none       | '\"prompt_tokens_details\":null,\"completion_tokens_details\":null' | 0 | 0",
    })
    void relativesWriteTheCacheInTheirOwnWays(String whose, String fields, long cached, long written) {
        assertEquals(new StatedUsage(100, cached, written, 0, 5, 0, 0, Optional.empty()),
                read("\"prompt_tokens\":100,\"completion_tokens\":5,\"total_tokens\":105," + fields), whose);
    }

    /** xAI, and others: the total is right. */
    @Test
    void reasoningBesideTheOutputIsPartOfIt() {
        assertEquals(new StatedUsage(32, 0, 0, 0, 9 + 94, 94, 0, Optional.empty()), read("""
                "prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94}"""));
    }

    /** Gemini: 390 tokens of thinking that only the total shows. */
    @Test
    void whatOnlyTheTotalShowsIsReasoning() {
        assertEquals(new StatedUsage(7, 0, 0, 0, 395, 383, 0, Optional.empty()),
                read("\"prompt_tokens\":7,\"completion_tokens\":12,\"total_tokens\":402"));
    }

    @Test
    void aTotalThatFitsNothingIsNotBelieved() {
        assertEquals(new StatedUsage(100, 0, 0, 0, 50, 10, 0, Optional.empty()), read("""
                "prompt_tokens":100,"completion_tokens":50,"total_tokens":999,"completion_tokens_details":{"reasoning_tokens":10}"""));
        assertEquals(new StatedUsage(100, 0, 0, 0, 50, 0, 0, Optional.empty()), read("\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":20"));
    }

    @Test
    void whatIsMissingIsNotStatedUnlessTheTotalSaysIt() {
        assertEquals(StatedUsage.NONE, read(""));
        assertEquals(StatedUsage.NONE, read("\"prompt_tokens\":null,\"completion_tokens\":null"));
        assertEquals(StatedUsage.NONE, read("\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0"), "zeros for want of a count");
        assertEquals(new StatedUsage(100, 0, 0, 0, NOT_STATED, 0, 0, Optional.empty()), read("\"prompt_tokens\":100"));
        assertEquals(new StatedUsage(100, 0, 0, 0, 20, 0, 0, Optional.empty()), read("\"prompt_tokens\":100,\"total_tokens\":120"));
        assertEquals(new StatedUsage(NOT_STATED, 0, 0, 0, 20, 0, 0, Optional.empty()), read("\"completion_tokens\":20"));
    }

    @ParameterizedTest
    @CsvSource({"-5, is negative", "1.5, is no whole number", "'\"100\"', is no number", "true, is no number", "[100], is no number", "{}, is no number"})
    void aCountThatIsNoneIsNotStated(String value, String why) {
        assertEquals(new StatedUsage(NOT_STATED, 0, 0, 0, 50, 0, 0, Optional.of("prompt_tokens " + why)),
                read("\"prompt_tokens\":" + value + ",\"prompt_tokens_details\":{\"cached_tokens\":7},\"completion_tokens\":50"));
        assertEquals(new StatedUsage(100, 0, 0, 0, 50, 0, 0, Optional.of("reasoning_tokens " + why)),
                read("\"prompt_tokens\":100,\"completion_tokens_details\":{\"reasoning_tokens\":" + value + "},\"completion_tokens\":50"));
    }

    @Test
    void aWholeNumberWithAPointIsOne() {
        assertEquals(new StatedUsage(100, 0, 0, 0, 50, 0, 0, Optional.empty()), read("\"prompt_tokens\":100.0,\"completion_tokens\":5e1"));
    }

    /** A recorded call of OpenRouter has 11 of 10. */
    @Test
    void aPartIsNeverMoreThanItsWhole() {
        assertEquals(new StatedUsage(43, 0, 0, 0, 10, 10, 0, Optional.of("reasoning is more than its whole")), read("""
                "prompt_tokens":43,"completion_tokens":10,"total_tokens":53,"completion_tokens_details":{"reasoning_tokens":11}"""));
        assertEquals(new StatedUsage(43, 43, 0, 0, 10, 0, 0, Optional.of("cached input is more than its whole")),
                read("\"prompt_tokens\":43,\"completion_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":44}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"prompt_tokens\":100000001,\"completion_tokens\":5", "\"prompt_tokens\":5,\"completion_tokens\":99999999999999999999999",
        "\"prompt_tokens\":60000000,\"completion_tokens\":60000000", "\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":1e12",
        "\"prompt_tokens\":1e300,\"completion_tokens\":2"})
    void anAbsurdSumCountsAsNothingSaid(String fields) {
        StatedUsage usage = read(fields);
        assertEquals(NOT_STATED, usage.input());
        assertEquals(NOT_STATED, usage.output());
        assertEquals(Optional.of("its sum is more than 100000000 tokens"), usage.nonsense());
    }

    @Property
    void whateverIsSaidMakesSenseAfterwards(@ForAll("fields") String fields) {
        StatedUsage usage = read(fields);
        assertTrue(usage.input() >= NOT_STATED && usage.output() >= NOT_STATED, usage.toString());
        assertTrue(Math.max(0, usage.input()) + Math.max(0, usage.output()) <= 2 * StatedUsage.MOST, usage.toString());
        for (long part : List.of(usage.cachedInput(), usage.cacheWrite(), usage.audioInput())) {
            assertTrue(part >= 0 && part <= Math.max(0, usage.input()), usage.toString());
        }
        for (long part : List.of(usage.reasoning(), usage.audioOutput())) {
            assertTrue(part >= 0 && part <= Math.max(0, usage.output()), usage.toString());
        }
    }

    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> values = Arbitraries.oneOf(Arbitraries.longs().between(-10, 1_000).map(String::valueOf),
                Arbitraries.longs().map(String::valueOf), Arbitraries.of("null", "1.5", "1e9", "-1e99", "\"7\"", "[]", "{\"a\":[1]}", "true", "0"));
        Arbitrary<String> flat = Combinators.combine(Arbitraries.of(NAMES), values).as((name, value) -> "\"" + name + "\":" + value);
        Arbitrary<String> nested = Combinators.combine(Arbitraries.of("prompt_tokens_details", "completion_tokens_details"),
                Arbitraries.of("cached_tokens", "audio_tokens", "reasoning_tokens", "cache_write_tokens"), values)
                .as((outer, name, value) -> "\"" + outer + "\":{\"" + name + "\":" + value + "}");
        return Arbitraries.oneOf(flat, nested).list().ofMaxSize(10).map(all -> String.join(",", all));
    }

    private static StatedUsage read(String fields) {
        try (JsonParser parser = new JsonFactory().createParser("{" + fields + "}")) {
            parser.nextToken();
            return UsageReader.read(parser);
        } catch (IOException malformed) {
            throw new AssertionError(fields, malformed);
        }
    }
}
