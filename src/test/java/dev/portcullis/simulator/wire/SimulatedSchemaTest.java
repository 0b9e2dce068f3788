package dev.portcullis.simulator.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"string"}                                                    | "Zürich"
            {"type":"string","maxLength":1}                                      | "Z"
            {"type":"string","minLength":8}                                      | "Zürichee"
            {"type":"string","format":"date"}                                    | "2024-01-15"
            {"type":"integer"}                                                   | 1
            {"type":"integer","minimum":10,"maximum":20}                         | 10
            {"type":"integer","exclusiveMinimum":10}                             | 11
            {"type":"integer","maximum":-5}                                      | -5
            {"type":"integer","minimum":10,"multipleOf":7}                       | 14
            {"type":"number","exclusiveMaximum":0}                               | -0.001
            {"type":["string","null"]}                                           | "Zürich"
            {"type":"array","items":{"type":"boolean"}}                          | []
            {"type":"array","items":{"type":"boolean"},"minItems":2}             | [true,true]
            {"enum":["celsius","kelvin"]}                                        | "celsius"
            {"const":4}                                                          | 4
            {"anyOf":[{"type":"null"},{"type":"string"}]}                        | null
            {"type":"object","properties":{"a":{"type":"null"},"b":{}},"required":["a"]} | {"a":null}
            {"type":"object","properties":{"a":{"type":"null"}}}                 | {"a":null}
            {"$ref":"#/$defs/x","$defs":{"x":{"type":"boolean"}}}                | true
            {"$ref":"https://example.com/other"}                                 | "Zürich"
            {"allOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{"const":2}},"required":["b"]}]} | {"a":1,"b":2}
            {}                                                                   | "Zürich"
            """)
    void isASmallInstance(String schema, String instance) {
        assertEquals(instance, instance(schema));
    }

    @Test
    void endsWhereASchemaRecurs() {
        String tree = instance("""
                {"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["next"],
                 "properties":{"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}}""");
        assertEquals("{\"next\":{\"next\":{\"next\":null}}}", tree);
    }

    @Test
    void endsEvenWhereNoInstanceIsFinite() {
        instance("""
                {"type":"object","required":["a","b","c"],
                 "properties":{"a":{"$ref":"#"},"b":{"$ref":"#"},"c":{"$ref":"#"}}}""");
    }

    private static String instance(String schema) {
        return SchemaInstance.of(Json.object(schema.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }
}
