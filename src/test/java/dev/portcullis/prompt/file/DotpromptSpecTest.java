package dev.portcullis.prompt.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.render.Message;
import dev.portcullis.prompt.render.Prompts;
import dev.portcullis.prompt.render.parameter.Parameter;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs every case of Dotprompt's specification that fits, and holds the list in the docs against what was run. */
class DotpromptSpecTest {

    private static final List<String> FILES = List.of("variables", "whitespace", "unicode", "partials", "metadata", "picoschema",
            "helpers/ifEquals", "helpers/unlessEquals", "helpers/json", "helpers/role", "helpers/history", "helpers/media", "helpers/section");

    /** By file and name of the group; the docs give the reason of each. */
    private static final Set<String> LEFT_OUT = Set.of("metadata: metadata_state", "metadata: metadata_context_variables", "helpers/history: basic_history",
            "helpers/history: empty_history", "helpers/media: basic", "helpers/media: url_only", "helpers/media: content_types",
            "helpers/section: basic_section", "helpers/section: nested_sections");

    @Test
    void rendersWhatTheSpecificationRenders() throws IOException {
        List<String> rows = new ArrayList<>();
        int all = 0;
        for (String file : FILES) {
            int passed = 0;
            int leftOut = 0;
            for (Map<String, Object> group : groups(file)) {
                List<Map<String, Object>> tests = list(group.get("tests"));
                boolean skipped = LEFT_OUT.contains(file + ": " + group.get("name"));
                for (Map<String, Object> test : tests) {
                    if (!skipped) {
                        run(file + ": " + group.get("name") + ": " + test.get("desc"), group, test);
                    }
                }
                passed += skipped ? 0 : tests.size();
                leftOut += skipped ? tests.size() : 0;
            }
            rows.add("| `" + file + ".yaml` | " + passed + " | " + leftOut + " |");
            all += passed;
        }
        String page = Files.readString(Path.of("src/docs/prompt-templates.md"));
        rows.forEach(row -> assertTrue(page.contains(row), "the docs lack the row " + row));
        LEFT_OUT.forEach(name -> assertTrue(page.contains("`" + name.substring(name.indexOf(' ') + 1) + "`"), "the docs do not name " + name));
        assertTrue(page.contains(all + " of 117"), "the docs say another number than " + all);
    }

    private static void run(String name, Map<String, Object> group, Map<String, Object> test) {
        Map<String, Object> expect = map(test.get("expect"));
        PromptFile file = assertInstanceOf(FileReading.Read.class, ReadPromptFile.read((String) group.get("template")), name).file();
        List<Map<String, Object>> messages = new ArrayList<>();
        for (Message message : file.messages()) {
            messages.add(rendered(message, group, test));
        }
        messages.addAll(list(map(group.get("data")).get("messages"))); // a call's own messages come last
        if (expect.containsKey("messages")) {
            assertEquals(expect.get("messages"), messages.stream().map(DotpromptSpecTest::ordered).toList(), name);
        }
        for (String section : List.of("input", "output")) {
            if (map(expect.get(section)).containsKey("schema")) {
                Map<String, Object> named = map(group.get("schemas"));
                Picoschema.Read schema = new Picoschema(type -> Optional.of(map(named.get(type))).filter(found -> !found.isEmpty()))
                        .read(file.section(section).get("schema"));
                assertEquals("", schema.problem(), name);
                assertEquals(map(expect.get(section)).get("schema"), schema.schema(), name);
            }
        }
        if (expect.containsKey("raw")) {
            assertEquals(expect.get("raw"), file.front(), name);
        }
        if (expect.containsKey("config")) {
            assertEquals(expect.get("config"), file.section("config"), name);
        }
        map(expect.get("ext")).forEach((space, fields) -> map(fields).forEach(
                (field, value) -> assertEquals(value, file.front().get(space + "." + field), name)));
    }

    private static Map<String, Object> ordered(Map<String, Object> message) {
        return new LinkedHashMap<>(message);
    }

    private static Map<String, Object> rendered(Message message, Map<String, Object> group, Map<String, Object> test) {
        Map<String, Object> input = new LinkedHashMap<>(map(map(test.get("data")).get("input")));
        Map<String, Object> defaults = map(map(map(test.get("options")).get("input")).get("default"));
        Set<String> names = new LinkedHashSet<>(input.keySet());
        list(group.get("tests")).forEach(other -> names.addAll(map(map(other.get("data")).get("input")).keySet()));
        names.addAll(defaults.keySet());
        List<Parameter> parameters = names.stream().map(name -> Parameter.optional(name).otherwise(defaults.get(name))).toList();
        Map<String, String> partials = new LinkedHashMap<>();
        for (String kind : List.of("partials", "resolverPartials")) {
            map(group.get(kind)).forEach((partial, text) -> partials.put(partial + "@1.0.0", pinned((String) text)));
        }
        String text = Prompts.message(pinned(message.template()), parameters, input, partials).text();
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("role", message.role().equals("assistant") ? "model" : message.role());
        rendered.put("content", List.of(Map.of("text", text)));
        return rendered;
    }

    /** Partials are named with their version here. */
    private static String pinned(String template) {
        return template.replaceAll("(\\{\\{> ?[A-Za-z]+)", "$1@1.0.0");
    }

    private static List<Map<String, Object>> groups(String file) throws IOException {
        try (InputStream yaml = DotpromptSpecTest.class.getResourceAsStream("/prompt/dotprompt-spec/" + file + ".yaml")) {
            return list(new Load(LoadSettings.builder().build()).loadFromString(new String(yaml.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    @SuppressWarnings("unchecked") // the specification has text for keys only
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // as above
    private static List<Map<String, Object>> list(Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }
}
