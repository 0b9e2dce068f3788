package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n  ", "\t"};

    private static final List<String> ANY_NAMES = Stream.of("", "a", "A", "b", "aB", "ab", "role", "content", "properties", "model", "user", "stream", "\u00e9",
            "\u017f", "a\"b", "a\\", "metadata", "messages", " ", "a,").map(JsonDocument::quoted).toList();
    private static final List<String> PLAIN_NAMES = Stream.of("a", "A", "b", "c", "stream", "properties", "role", "").map(JsonDocument::quoted).toList();

    private final CanonicalJson canonical = new CanonicalJson();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{}                                             | {}",
        "{ \"a\" : [ 1 , { } , [ ] ] }                  | {\"a\":[1,{},[]]}",
        "{\"b\":1,\"a\":2}                              | {\"a\":2,\"b\":1}",
        "{\"b\":{\"d\":1,\"c\":[{\"f\":1,\"e\":2}]},\"a\":\" x \"} | {\"a\":\" x \",\"b\":{\"c\":[{\"e\":2,\"f\":1}],\"d\":1}}",
        "{\"ab\":1,\"a\":2,\"a b\":3,\"a!\":4,\"\":5}   | {\"\":5,\"a\":2,\"a b\":3,\"a!\":4,\"ab\":1}",
        "{\"model\":\"m\",\"user\":\"u\",\"stream\":true} | {}",
        "{\"z\":1,\"model\":\"m\"}                      | {\"z\":1}",
        "{\"model\":\"m\",\"z\":{\"model\":\"m\",\"a\":1}} | {\"z\":{\"a\":1,\"model\":\"m\"}}",
        "{\"models\":1,\"mode\":2,\"Model\":3}          | {\"mode\":2,\"Model\":3,\"models\":1}",
    })
    void membersAreSortedAndWhatDoesNotMatterIsLeftOut(String body, String expected) {
        assertEquals(expected, canonical(body));
    }

    /** The last one wins at one provider, the first at another; some match names without case. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"x\":{\"a\":1,\"a\":2}}              | {\"x\":{\"a\":2,\"a\":1}}",
        "{\"x\":{\"a\":1,\"A\":2}}              | {\"x\":{\"A\":2,\"a\":1}}",
        "{\"x\":{\"a\":1,\"\\u0061\":2}}        | {\"x\":{\"\\u0061\":2,\"a\":1}}",
        "{\"x\":{\"s\":1,\"\u017f\":2}}         | {\"x\":{\"\u017f\":2,\"s\":1}}",
        "{\"a\":1,\"b\":2,\"a\":3}              | {\"a\":3,\"b\":2,\"a\":1}",
    })
    void namesThatSomebodyMayTakeForOneKeepTheirOrder(String one, String other) {
        assertNotEquals(canonical(one), canonical(other));
    }

    /** OpenAI writes the fields of a structured answer in its schema's order. */
    @Test
    void theFieldsOfASchemaKeepTheirOrder() {
        String schema = "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"type\":\"object\",\"properties\" : { %s}}}}}";
        String thought = "\"thought\":{\"type\":\"string\",\"description\":\"first\"}";
        String answer = "\"answer\":{\"type\":\"string\"}";
        assertNotEquals(canonical(schema.formatted(thought + "," + answer)), canonical(schema.formatted(answer + "," + thought)));
        assertEquals(canonical(schema.formatted(thought + "," + answer)),
                canonical(schema.formatted("\"thought\":{\"description\":\"first\",\"type\":\"string\"}," + answer)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":\"1\"}            | {\"a\":1}",
        "{\"a\":\"null\"}         | {\"a\":null}",
        "{\"a\":null}             | {}",
        "{\"a\":[]}               | {\"a\":{}}",
        "{\"a\":[1,2]}            | {\"a\":[2,1]}",
        "{\"a\":[[1],2]}          | {\"a\":[[1,2]]}",
        "{\"a\":[1,23]}           | {\"a\":[12,3]}",
        "{\"a\":\"b\",\"c\":\"d\"} | {\"a\":\"b\\\",\\\"c\\\":\\\"d\"}",
        "{\"a\":{\"b\":1},\"c\":2} | {\"a\":{\"b\":1,\"c\":2}}",
        "{\"a\":[\"b\",\"c\"]}    | {\"a\":[\"b,c\"]}",
        "{\"a\":\"x y\"}          | {\"a\":\"x  y\"}",
        "{\"a\":\"\\\\\",\"b\":\" \"} | {\"a\":\"\\\\\",\"b\":\"\"}",
    })
    void whatDiffersStaysDifferent(String one, String other) {
        assertNotEquals(canonical(one), canonical(other));
    }

    @Property(tries = 2000)
    void anyDocumentBecomesWhatThePlainestWayMakesOfIt(@ForAll Random random) {
        JsonDocument document = JsonDocument.random(random.nextBoolean() ? ANY_NAMES : PLAIN_NAMES, random.nextBoolean(), random);
        String body = JsonDocument.write(document, () -> SPACES[random.nextInt(SPACES.length)]);
        assertEquals(JsonDocument.canonical(document), canonical(body), body);
    }

    @Property(tries = 2000)
    void twoDocumentsHaveOneTextExactlyWhereTheyAreTheSame(@ForAll Random random) {
        JsonDocument one = JsonDocument.random(random.nextBoolean() ? ANY_NAMES : PLAIN_NAMES, random.nextBoolean(), random);
        JsonDocument other = JsonDocument.shuffled(random.nextBoolean() ? one : JsonDocument.withAnotherLeaf(one, random).orElse(one), random);
        String spaced = JsonDocument.write(other, () -> " ");
        assertEquals(JsonDocument.canonical(one).equals(JsonDocument.canonical(other)),
                canonical(JsonDocument.write(one, () -> "")).equals(canonical(spaced)), spaced);
    }

    @Property(tries = 1000)
    void orderDoesNotMatterWhereNamesDiffer(@ForAll Random random) {
        JsonDocument document = JsonDocument.random(List.of("\"\"", "\" \"", "\"a\"", "\"a b\"", "\"ab\"", "\"~\"", "\"[\"", "\"A_\"", "\"content\"", "\"role\""), true, random);
        String shuffled = JsonDocument.write(JsonDocument.shuffled(document, random), () -> SPACES[random.nextInt(SPACES.length)]);
        assertEquals(canonical(JsonDocument.write(document, () -> "")), canonical(shuffled));
    }

    /** Strings end anywhere within eight bytes, and at the array's end. */
    @Test
    void stringsOfAnyLengthAreCopiedWhole() {
        for (int length = 0; length < 40; length++) {
            for (String tail : new String[] {"", "\\\"", "\\\\", "\\\\\\\"", "é", "\\u00e9"}) {
                String body = "{\"b\":\"" + "x".repeat(length) + tail + "\",\"a\":\"" + tail + "x".repeat(length) + "\"}";
                assertEquals("{\"a\":\"" + tail + "x".repeat(length) + "\",\"b\":\"" + "x".repeat(length) + tail + "\"}", canonical(body));
            }
        }
    }

    @Test
    void largeBodiesOfAnyShapeTakeAboutTheSameTime() {
        int size = 10 * 1024 * 1024;
        String reversed = IntStream.range(0, size / 12).mapToObj(i -> "\"" + (9_000_000 - i) + "\":1").collect(Collectors.joining(",", "{\"x\":{", "}}"));
        String twice = "{\"x\":{" + "\"a\":1,".repeat(size / 6) + "\"a\":1}}";
        String deep = "{\"b\":".repeat(125) + "[" + "0,".repeat(size / 2) + "0]" + ",\"a\":1}".repeat(125);
        String longNames = "{\"x\":{" + IntStream.range(0, 100).mapToObj(i -> "\"" + "n".repeat(size / 100) + (100 + 99 - i) + "\":1").collect(Collectors.joining(",")) + "}}";
        String numbers = "{\"x\":[" + "1,".repeat(size / 2) + "1]}";
        String escapes = "{\"x\":\"" + "\\\"".repeat(size / 2) + "\"}";
        for (String body : new String[] {reversed, twice, deep, longNames, numbers, escapes}) {
            String text = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> canonical(body));
            assertEquals(body.length(), text.length());
            assertTrue(text.equals(canonical(text)), "a canonical text is its own");
        }
    }

    private String canonical(String body) {
        byte[] written = body.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[written.length + 3];
        System.arraycopy(written, 0, bytes, 3, written.length);
        return new String(bytes, 3, canonical.write(bytes, 3, bytes.length) - 3, StandardCharsets.UTF_8);
    }
}
