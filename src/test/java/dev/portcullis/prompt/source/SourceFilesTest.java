package dev.portcullis.prompt.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.Message;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.Role;
import dev.portcullis.prompt.json.JsonText;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SourceFilesTest {

    private static final String FULL = """
            # who looks after it
            ---
            name: code-review
            version: 2.1.0
            description: Reviews code
            model: gpt-4o
            config:
              temperature: 0.2
              stop: [END]
            portcullis.name: Code Review
            portcullis.category: analysis
            portcullis.parameters:
              language: required
              code: { required: true, type: string, max_tokens: 2000, untrusted: true }
            portcullis.validation:
              required_sections: [analysis]
              json_schema: { type: object, properties: { a: { type: [string, "null"], default: null } } }
            portcullis.metadata: { author: engineering-team, tags: [code], created: "2024-01-15" }
            ---
            {{role "system"}}You review {{language}}.
            {{role "user"}}{{code}}
            """;

    private static SourceReading reading(String name, String text) {
        return ReadSource.read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceFile file(String name, String text) {
        return assertInstanceOf(SourceReading.Read.class, reading(name, text), () -> reading(name, text).toString()).file();
    }

    private static List<String> faults(String name, String text) {
        return assertInstanceOf(SourceReading.Broken.class, reading(name, text), text).faults().stream().map(FileFault::toString).toList();
    }

    private static PromptVersion json(String json) {
        return assertInstanceOf(Reading.Read.class, PromptReader.readJson(json), () -> PromptReader.readJson(json).toString()).draft().content();
    }

    @Test
    void readsAPromptFileAsTheVersionThatItsJsonIs() {
        assertEquals(json("""
                {"id":"code-review","name":"Code Review","version":"2.1.0","description":"Reviews code","category":"analysis","model":"gpt-4o",
                 "settings":{"temperature":0.2,"stop":["END"]},"messages":[{"role":"system","content":"You review {{language}}.\\n"},{"role":"user","content":"{{code}}"}],
                 "parameters":{"language":"required","code":{"required":true,"type":"string","max_tokens":2000,"untrusted":true}},
                 "validation":{"required_sections":["analysis"],"json_schema":{"type":"object","properties":{"a":{"type":["string","null"],"default":null}}}},
                 "metadata":{"author":"engineering-team","tags":["code"],"created":"2024-01-15"}}"""), file("a/any.prompt", FULL).draft().content());
    }

    @Test
    void takesTheUsersOwnExampleAndWritesItInBothFormats() throws IOException {
        PromptVersion seed = file("seed.json", Files.readString(Path.of("src/test/resources/prompts/seed-template.json"))).draft().content();
        assertEquals("code-review-v2.1@2.1.0", seed.address());
        WriteSource.Written written = WriteSource.write(seed);
        assertEquals("code-review-v2.1@2.1.0.prompt", written.name());
        assertEquals(seed, file(written.name(), written.text()).draft().content());
        assertEquals(seed, file("seed.json", WriteSource.json(seed)).draft().content());
    }

    @Test
    void takesTheIdFromTheFilesNameAndParametersFromTheSchemaWhereNothingElseSaysThem() {
        PromptDraft draft = file("support/greet@1.prompt", """
                ---
                version: auto
                input:
                  schema: { "who": string, "tone?(enum, how it sounds)": [warm, cool] }
                  default: { tone: warm }
                output: { format: json, schema: { text: string } }
                somebody.else: 1
                ---
                Greet {{who}}.
                """).draft();
        assertEquals(Optional.empty(), draft.wanted());
        assertEquals("greet", draft.content().id());
        assertTrue(draft.content().isTemplate());
        assertEquals("{\"who\":{\"required\":true,\"type\":\"string\"},\"tone\":{\"required\":false,\"enum\":[\"warm\",\"cool\"],\"default\":\"warm\",\"description\":\"how it sounds\"}}",
                JsonText.compact(PromptDocument.of(draft.content()).get("parameters")));
        assertEquals(List.of("text"), draft.content().validation().jsonSchema().orElseThrow().get("required"));
    }

    @Test
    void readsOurFieldsAlsoBelowOneKey() {
        PromptVersion version = file("g.prompt", "---\nversion: 1.0.0\nportcullis:\n  category: analysis\n---\nHi\n").draft().content();
        assertEquals("analysis", version.category());
        assertEquals(List.of("g.prompt:4:3: portcullis.colour: is not known; known here: name, version, description, model, config, portcullis.name, "
                + "portcullis.category, portcullis.parameters, portcullis.validation, portcullis.metadata, input, output"),
                faults("g.prompt", "---\nversion: 1.0.0\nportcullis:\n  colour: red\n---\nHi\n"));
    }

    @Test
    void saysWhereSomethingIsWrongInAPromptFile() {
        assertEquals(List.of("a.prompt:8:3: config.temperature: a number from 0 to 2 is expected"), faults("a.prompt", FULL.replace("0.2", "3")));
        assertTrue(faults("a.prompt", FULL.replace("type: string", "type: strin")).getFirst().startsWith("a.prompt:14:27: portcullis.parameters.code.type: "),
                () -> faults("a.prompt", FULL.replace("type: string", "type: strin")).toString());
        assertTrue(faults("a.prompt", "---\nmodel: x\n---\nHi").getFirst().startsWith("a.prompt:1:1: version: a semantic version"));
        assertTrue(faults("a.prompt", "---\na: [\n---\nHi").getFirst().startsWith("a.prompt:3:1: not valid YAML"), () -> faults("a.prompt", "---\na: [\n---\nHi").toString());
        assertEquals(List.of("a.prompt:1:1: there is no text below the front matter"), faults("a.prompt", "---\nversion: 1.0.0\n---\n"));
        assertEquals(List.of("a.prompt:1:1: the file is not UTF-8"), assertInstanceOf(SourceReading.Broken.class,
                ReadSource.read("a.prompt", new byte[] {(byte) 0xff})).faults().stream().map(FileFault::toString).toList());
        assertEquals(List.of("a.prompt:3:10: input.schema: `strin` is not a type; there are string, number, integer, boolean, null and any"),
                faults("a.prompt", "---\nversion: 1.0.0\ninput: { schema: { a: strin } }\n---\nHi"));
    }

    @Test
    void saysWhereSomethingIsWrongInATemplate() {
        SourceFile file = file("a.prompt", FULL);
        assertEquals("a.prompt:20:31: x", file.at(new Fault("messages[0].content", 1, 14, "x")).toString());
        assertEquals("a.prompt:21:16: x", file.at(new Fault("messages[1].content", 1, 1, "x")).toString());
        assertEquals("a.prompt:22:3: x", file.at(new Fault("messages[1].content", 2, 3, "x")).toString());
    }

    @Test
    void saysWhereSomethingIsWrongInJson() {
        assertEquals(List.of("a.json:3:2: settings.top_p: a number from 0 to 1 is expected"),
                faults("a.json", "{\"id\":\"a\",\"version\":\"1.0.0\",\"template\":\"x\",\n\"settings\":{\n \"top_p\":7}}"));
        assertEquals(List.of("a.json:1:1: there is no JSON"), faults("a.json", " "));
        assertEquals("a.json:2:1: template: x (line 4, column 2 of the text)",
                file("a.json", "{\"id\":\"a\",\"version\":\"1.0.0\",\n\"template\":\"x\"}").at(new Fault("template", 4, 2, "x")).toString());
    }

    @Test
    void tellsOneMessageFromATemplate() {
        PromptVersion list = json("{\"id\":\"a\",\"version\":\"1.0.0\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        PromptVersion template = json("{\"id\":\"a\",\"version\":\"1.0.0\",\"template\":\"Hi\"}");
        assertEquals(list, file("a.prompt", WriteSource.prompt(list).orElseThrow()).draft().content());
        assertEquals(template, file("a.prompt", WriteSource.prompt(template).orElseThrow()).draft().content());
    }

    @Test
    void writesAsJsonWhatTheFormatCannotSay() {
        PromptVersion version = json("{\"id\":\"a\",\"version\":\"1.0.0\",\"messages\":[{\"role\":\"system\",\"content\":\"a {\"},{\"role\":\"user\",\"content\":\"Hi\"}]}");
        WriteSource.Written written = WriteSource.write(version);
        assertEquals("a@1.0.0.json", written.name());
        assertEquals(version, file(written.name(), written.text()).draft().content());
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of("{{x}}", "\\", "{", "}", "---", "\n", " ", "a", "\"", ": ", "#", "- ", "null", "1", "\t", "\u0085", "\u2028", "é", "😀", "\r\n", "'", "!", "%")
                .list().ofMinSize(1).ofMaxSize(6).map(all -> String.join("", all));
    }

    @Property(tries = 1_000)
    void whatIsWrittenIsTheSameVersionAndTheSameBytesAgain(@ForAll("texts") String one, @ForAll("texts") String two, @ForAll Role role, @ForAll double number) {
        Map<String, Object> document = new LinkedHashMap<>(Map.of("id", "a", "version", "1.0.0", "description", one,
                "messages", List.of(Map.of("role", role.word(), "content", two), Map.of("role", "user", "content", one)),
                "metadata", Map.of("n", number, "w", 1L << 40, two, one)));
        if (!(PromptReader.read(document) instanceof Reading.Read read)) {
            return;
        }
        PromptVersion version = read.draft().content();
        WriteSource.Written written = WriteSource.write(version);
        PromptVersion back = file(written.name(), written.text()).draft().content();
        assertEquals(PromptDocument.hash(version), PromptDocument.hash(back));
        assertEquals(written, WriteSource.write(back));
        assertEquals(new Message(role, two), back.messages().getFirst());
    }
}
