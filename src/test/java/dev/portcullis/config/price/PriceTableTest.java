package dev.portcullis.config.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {

    private static final String ENTRY = "{\"provider\":\"p\",\"model\":\"m\",\"match\":\"^m-\",\"input\":1,\"output\":2}";

    @Test
    void theShippedOneIsWhole() {
        PriceTable table = PriceTable.shipped();
        assertEquals(1_442, table.rows().size());
        assertEquals("2026-08-21", table.date());
        table.rows().forEach(PriceTable::compile);
        table.rows().forEach(row -> assertEquals(Optional.of(row.listed()), table.find(row.listed().provider(), row.listed().model())));
    }

    @Test
    void aModelIsFoundByItsNameOrByWhatItsNameMatches() {
        PriceTable table = PriceTable.shipped();
        assertEquals("gpt-4o", table.find("openai", "gpt-4o-2024-08-06").orElseThrow().model());
        assertEquals("gpt-4o", table.find("openai", "GPT-4o").orElseThrow().model());
        assertEquals(OptionalLong.of(16_384), table.find("openai", "gpt-4o").orElseThrow().maxOutput());
        assertEquals("claude-sonnet-4-5", table.find("anthropic", "claude-sonnet-4-5-20250929").orElseThrow().model());
        assertEquals(Optional.empty(), table.find("openai", "llama3.1"));
        assertEquals(Optional.empty(), table.find("nobody", "gpt-4o"));
        assertTrue(table.knows("groq"));
    }

    @Test
    void aNameWinsOverAnExpressionThatComesFirst() throws IOException {
        PriceTable table = read("{\"provider\":\"p\",\"model\":\"first\",\"match\":\"second\",\"input\":1}",
                "{\"provider\":\"p\",\"model\":\"Second\",\"match\":\"x\",\"input\":2}", "{\"provider\":\"p\",\"model\":\"third\",\"match\":\"x\",\"input\":3}");
        assertEquals("Second", table.find("p", "second").orElseThrow().model());
        assertEquals("first", table.find("p", "a-second-one").orElseThrow().model());
        assertEquals("Second", table.find("p", "x").orElseThrow().model(), "the first in the file's order");
    }

    @Test
    void tiersAndFeesAreRead() {
        Price claude = PriceTable.shipped().find("anthropic", "claude-sonnet-4-5").orElseThrow().price().orElseThrow();
        assertEquals(Usd.of(new java.math.BigDecimal("1.2").add(new java.math.BigDecimal("0.000006"))), claude.costOf(Usage.of(200_001, 0, 0, 0)));
        Price sonar = PriceTable.shipped().find("perplexity", "sonar").orElseThrow().price().orElseThrow();
        assertEquals(new Usd(12_000_000), sonar.perRequest());
    }

    @Test
    void aModelWithoutAPriceForItsInputHasNone() {
        assertEquals(Optional.empty(), PriceTable.shipped().find("openai", "moderation").orElseThrow().price());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'\"input\":-1' | input -1 is not a price from 0 to 100000 USD per million tokens",
        "'\"input\":2500000' | input 2500000 is not a price from 0 to 100000 USD per million tokens",
        "'\"input\":1,\"output\":0.0000000001' | output 1E-10 has more than 9 decimals",
        "'\"input\":1,\"currency\":\"EUR\"' | currency is not USD",
        "'\"input\":1,\"per\":\"1K tokens\"' | per is not 1M tokens",
        "'\"input\":1,\"tiers\":[{\"input\":2}]' | a tier has no above_input_tokens",
        "'\"input\":1,\"max_output\":-8' | max_output -8 is not a number of tokens",
    })
    void anEntryThatMakesNoSenseIsNamed(String fields, String problem) {
        assertEquals("the price table (prices.json), p n: " + problem,
                assertThrows(IllegalStateException.class, () -> read(ENTRY, "{\"provider\":\"p\",\"model\":\"n\"," + fields + "}")).getMessage());
    }

    @Test
    void anEntryThatIsListedTwiceOrHasNoExpressionIsNamed() throws IOException {
        assertEquals("the price table (prices.json), p m: is listed twice",
                assertThrows(IllegalStateException.class, () -> read(ENTRY, ENTRY)).getMessage());
        PriceTable table = read("{\"provider\":\"p\",\"model\":\"m\",\"match\":\"(\",\"input\":1}");
        assertEquals("the price table (prices.json), p m: match is no regular expression",
                assertThrows(IllegalStateException.class, () -> table.find("p", "x")).getMessage());
    }

    private static PriceTable read(String... entries) throws IOException {
        return PriceTableReader.read(stream("[" + String.join(",\n", entries) + "]"), stream("{\"date\":\"2026-08-21\"}"));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
