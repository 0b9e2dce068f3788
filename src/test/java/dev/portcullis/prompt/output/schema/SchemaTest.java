package dev.portcullis.prompt.output.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    private static final Path SUITE = Path.of("src/test/resources/json-schema");

    /** They name a schema by a URI, also one that is there, or ask for unevaluatedProperties or for classes of Unicode that RE2/J calls otherwise. */
    private static final Set<String> REFUSED = Set.of(
            "not.json: collect annotations inside a 'not', even if collection is disabled",
            "pattern.json: pattern with Unicode property escape requires unicode mode",
            "patternProperties.json: patternProperties with Unicode property escape",
            "ref.json: $id must be resolved against nearest parent, not just immediate parent",
            "ref.json: Recursive references between schemas",
            "ref.json: URN base URI with URN and JSON pointer ref",
            "ref.json: URN base URI with URN and anchor ref",
            "ref.json: URN ref with nested pointer ref",
            "ref.json: order of evaluation: $id and $anchor and $ref",
            "ref.json: order of evaluation: $id and $ref on nested schema",
            "ref.json: order of evaluation: $id and $ref",
            "ref.json: ref creates new scope when adjacent to keywords",
            "ref.json: ref to else",
            "ref.json: ref to if",
            "ref.json: ref to then",
            "ref.json: ref with absolute-path-reference",
            "ref.json: refs with relative uris and defs",
            "ref.json: relative refs with absolute uris and defs",
            "ref.json: remote ref, containing refs itself",
            "ref.json: simple URN base URI with $ref via the URN");

    private static Object json(String text) {
        return assertInstanceOf(JsonReader.Result.Value.class, JsonReader.read(text), text).value();
    }

    private static Check check(String schema, String value) throws UnknownSchema {
        return Schema.of(json(schema)).check(json(value));
    }

    /** Of the suite's cases every one is decided as it says, or its schema is refused; which ones are refused is written down here. */
    @Test
    void decidesTheSuitesCasesAsItSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> refused = new TreeSet<>();
        int decided = 0;
        try (Stream<Path> files = Files.list(SUITE)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                for (Object group : (List<?>) json(Files.readString(file))) {
                    Map<?, ?> cases = (Map<?, ?>) group;
                    String name = file.getFileName() + ": " + cases.get("description");
                    try {
                        Schema schema = Schema.of(cases.get("schema"));
                        for (Object one : (List<?>) cases.get("tests")) {
                            Map<?, ?> test = (Map<?, ?>) one;
                            decided++;
                            if (schema.check(test.get("data")) instanceof Check.Holds != (boolean) test.get("valid")) {
                                wrong.add(name + ": " + test.get("description"));
                            }
                        }
                    } catch (UnknownSchema unknown) {
                        refused.add(name);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(REFUSED, refused);
        assertTrue(decided > 700, () -> "of too few cases: the suite is not where it was");
    }

    @Test
    void saysWhichRuleIsBrokenAndNothingOfTheValue() throws UnknownSchema {
        String schema = """
                {"type":"object","required":["score"],"properties":{"score":{"type":"integer","minimum":0},"a/b":{"const":1}},
                 "anyOf":[{"required":["x"]},{"required":["score"]}]}""";
        assertEquals(new Check.Holds(), check(schema, "{\"score\":3}"));
        assertEquals(new Check.Broken("/required"), check(schema, "{}"));
        assertEquals(new Check.Broken("/properties/score/minimum"), check(schema, "{\"score\":-1}"));
        assertEquals(new Check.Broken("/properties/score/type"), check(schema, "{\"score\":\"secret\"}"));
        assertEquals(new Check.Broken("/properties/a~1b/const"), check(schema, "{\"score\":1,\"a/b\":2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$ref\":\"https://example.com/schema\"}", "{\"$ref\":\"other.json\"}", "{\"$ref\":\"#name\"}", "{\"$ref\":\"#/$defs/none\"}",
        "{\"$dynamicRef\":\"#x\"}", "{\"unevaluatedProperties\":false}", "{\"properties\":{\"a\":{\"$id\":\"x\"}}}", "{\"type\":\"word\"}", "{\"items\":[{}]}",
        "{\"pattern\":\"(a)\\\\1\"}", "{\"pattern\":\"(?=a)\"}", "{\"pattern\":\"((a{500}){500}){4}\"}", "{\"minLength\":-1}", "{\"minLength\":1.5}",
        "{\"multipleOf\":0}", "{\"required\":\"a\"}", "{\"anyOf\":[]}", "{\"properties\":[]}", "3", "{\"madeUp\":1}"})
    void whatIsNotKnownIsRefusedAsAWhole(String schema) {
        assertThrows(UnknownSchema.class, () -> Schema.of(json(schema)));
    }

    @Test
    void aSchemaThatOnlyRefersToItselfIsGivenUp() throws UnknownSchema {
        assertEquals(new Check.Endless(), check("{\"$ref\":\"#\"}", "1"));
        assertEquals(new Check.Endless(), check("{\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/a\"},{\"$ref\":\"#/$defs/a\"}]}},\"$ref\":\"#/$defs/a\"}", "1"));
    }

    @Test
    void aPatternOverAHugeTextIsGivenUpRatherThanWaitedFor() throws UnknownSchema {
        String text = "\"" + "a".repeat(1 << 20) + "\"";
        assertEquals(new Check.Endless(), check("{\"pattern\":\"(a?){200}b\"}", text));
        assertEquals(new Check.Broken("/pattern"), check("{\"pattern\":\"^b\"}", "\"" + "a".repeat(10_000) + "\""));
    }

    @Test
    void aListOfMillionsIsComparedInBoundedTime() throws UnknownSchema {
        String list = "[" + "1,".repeat(600_000) + "1]";
        assertEquals(new Check.Endless(), check("{\"items\":{\"type\":\"integer\"}}", list));
        assertTrue(check("{\"uniqueItems\":true}", list) instanceof Check.Broken);
    }

    /** Each of these cost one step, however long it took: half a million of them were minutes of an event loop. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"minLength\":999999}", "{\"maxLength\":1}", "{\"required\":[NAMES,\"none\"]}", "{\"dependentRequired\":{\"k1\":[NAMES,\"none\"]}}",
            "{\"multipleOf\":7e-300}"})
    void whatTakesLongCountsForManySteps(String leaf) throws UnknownSchema {
        String names = IntStream.range(0, 1_000).mapToObj(i -> "\"k" + i + "\"").collect(Collectors.joining(","));
        String value = leaf.contains("Length") ? "\"" + "\u65e5".repeat(100_000) + "\"" : leaf.contains("multipleOf") ? "1.1e308" : "{" + names.replace(",", ":1,") + ":1}";
        String choices = IntStream.range(0, 100).mapToObj(i -> "{\"$ref\":\"#/$defs/NEXT\"}").collect(Collectors.joining(",", "\"anyOf\":[", "]"));
        assertEquals(new Check.Endless(), check("{" + choices.replace("NEXT", "b") + ",\"$defs\":{\"b\":{" + choices.replace("NEXT", "leaf") + "},\"leaf\":" + leaf.replace("NAMES", names) + "}}", value));
    }
}
