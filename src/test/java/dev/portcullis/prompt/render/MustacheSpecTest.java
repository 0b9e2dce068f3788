package dev.portcullis.prompt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.prompt.render.parameter.Parameter;
import org.junit.jupiter.api.Test;

/** Mustache's cases for values; what is left out needs HTML escaping, sections by a variable's name, or variables that are no object. */
class MustacheSpecTest {

    @Test
    void rendersWhatMustacheRenders() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> passed = new ArrayList<>();
        try (InputStream file = getClass().getResourceAsStream("/prompt/mustache/interpolation.json")) {
            for (JsonNode test : json.readTree(file).get("tests")) {
                String name = test.get("name").asText();
                String template = test.get("template").asText();
                if (name.equals("HTML Escaping") || template.contains("{{#") || !test.get("data").isObject()) {
                    continue;
                }
                Map<String, Object> data = json.convertValue(test.get("data"), new TypeReference<>() { });
                Set<String> names = new TreeSet<>(List.of("cannot", "a"));
                names.addAll(data.keySet());
                List<Parameter> parameters = Prompts.optional(names.toArray(String[]::new));
                assertEquals(test.get("expected").asText(), Prompts.message(template, parameters, data, Map.of()).text(), name);
                passed.add(name);
            }
        }
        assertEquals(31, passed.size(), passed.toString());
    }
}
