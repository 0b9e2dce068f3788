package dev.portcullis.prompt.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.Message;
import dev.portcullis.prompt.OnFail;
import dev.portcullis.prompt.Parameter;
import dev.portcullis.prompt.ParameterType;
import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptDraft;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.Role;
import dev.portcullis.prompt.version.Semver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptReaderTest {

    /** {@code printf '{"id":"a","template":"x","version":"1.0.0"}' | sha256sum} */
    private static final String HASH_OF_THE_LEAST = "sha256:1ec046bfaee0bc60a246dbd0594006f34145a56b084eca5de3601ea13edc77f5";

    private static final String FULL = """
            {
              "id": "code-review",
              "name": "Code Review Assistant",
              "version": "2.1.0-rc.1",
              "description": "Reviews\\ncode",
              "category": "analysis",
              "model": "gpt-4o",
              "settings": {
                "temperature": 0.2,
                "stop": [
                  "END"
                ],
                "tools": [
                  {
                    "type": "function"
                  }
                ]
              },
              "messages": [
                {
                  "role": "system",
                  "content": "You review {{language}} code: {\\"a\\": 1}"
                },
                {
                  "role": "user",
                  "content": "{{code}}"
                }
              ],
              "parameters": {
                "language": "required",
                "code": {
                  "required": true,
                  "type": "string",
                  "max_tokens": 2000,
                  "untrusted": true,
                  "description": "what to review"
                },
                "depth": {
                  "required": false,
                  "type": "integer",
                  "enum": [
                    1,
                    2
                  ],
                  "default": 1
                },
                "focus_areas": {
                  "required": false,
                  "type": "array",
                  "default": []
                },
                "tone": "optional"
              },
              "validation": {
                "min_tokens": 50,
                "max_tokens": 2000,
                "required_sections": [
                  "analysis"
                ],
                "json_schema": {
                  "type": "object"
                },
                "on_fail": "retry_once"
              },
              "metadata": {
                "owner": {
                  "team": null
                },
                "author": "engineering-team",
                "tags": [
                  "code"
                ],
                "created": "2024-01-15T10:00:00Z"
              }
            }""";

    @Test
    void theSeedTemplateIsTakenAsItStandsAndWrittenBackByteForByte() throws IOException {
        String seed = Files.readString(Path.of("src/test/resources/prompts/seed-template.json"));
        PromptDraft draft = read(seed);
        assertEquals(Optional.of(Semver.of("2.1.0")), draft.wanted());
        PromptVersion version = draft.content();
        assertEquals("code-review-v2.1@2.1.0", version.address());
        assertEquals("development", version.category());
        assertEquals(List.of(new Message(Role.USER, "You are a senior software engineer...")), version.messages());
        assertEquals(Map.of("language", Parameter.REQUIRED, "complexity", Parameter.OPTIONAL, "focus_areas", Parameter.OPTIONAL), version.parameters());
        assertEquals(List.of("analysis", "recommendations"), version.validation().requiredSections());
        assertEquals(OnFail.FLAG, version.validation().onFail());
        assertEquals(Optional.empty(), version.model());
        assertEquals(List.of("code", "review", "quality"), version.tags());
        assertEquals(seed, PromptDocument.indented(version));
        assertEquals("sha256:", PromptDocument.hash(version).substring(0, 7));
        assertEquals("sha256:".length() + 64, PromptDocument.hash(version).length());
    }

    @Test
    void readsEveryFieldAndWritesItBack() {
        PromptVersion version = read(FULL).content();
        assertEquals(new Parameter(true, ParameterType.STRING, List.of(), Optional.empty(), OptionalInt.of(2000), true, "what to review"), version.parameters().get("code"));
        assertEquals(new Parameter(false, ParameterType.INTEGER, List.of(1L, 2L), Optional.of(1L), OptionalInt.empty(), false, ""), version.parameters().get("depth"));
        assertEquals(List.of("language", "code", "depth", "focus_areas", "tone"), List.copyOf(version.parameters().keySet()));
        assertEquals(List.of(Role.SYSTEM, Role.USER), version.roles());
        assertEquals(Optional.of("gpt-4o"), version.model());
        assertEquals(0.2, version.settings().get("temperature"));
        assertEquals(Optional.of(Map.of("type", "object")), version.validation().jsonSchema());
        assertEquals(OnFail.RETRY_ONCE, version.validation().onFail());
        assertEquals(FULL, PromptDocument.indented(version));
        assertEquals(version, read(PromptDocument.compact(version)).content());
    }

    @Test
    void whatMeansTheSameHasTheSameHash() {
        String one = "{\"id\":\"a\",\"version\":\"1.0.0\",\"template\":\"x\",\"parameters\":{\"b\":\"required\",\"a\":{\"required\":false}},\"settings\":{\"temperature\":1.0,\"seed\":1e1}}";
        String other = " {\"settings\":{\"seed\":10,\"temperature\":1},\"template\":\"\\u0078\",\"parameters\":{\"a\":\"optional\",\"b\":{\"required\":true,\"enum\":null}},\"id\":\"a\","
                + "\"version\":\"1.0.0\",\"metadata\":{},\"description\":null}";
        assertEquals(PromptDocument.hash(read(one).content()), PromptDocument.hash(read(other).content()));
        assertFalse(PromptDocument.hash(read(one).content()).equals(PromptDocument.hash(read(one.replace("\"x\"", "\"y\"")).content())));
        assertFalse(PromptDocument.hash(read(one).content()).equals(PromptDocument.hash(read(one.replace("1.0.0", "1.0.1")).content())));
    }

    @Test
    void aHashIsTheSha256OfTheCanonicalText() {
        assertEquals(HASH_OF_THE_LEAST, PromptDocument.hash(read("{\"id\":\"a\",\"version\":\"1.0.0\",\"template\":\"x\"}").content()));
    }

    @Test
    void theNumberMayBeLeftToTheRegistry() {
        PromptDraft draft = read("{\"id\":\"a\",\"version\":\"auto\",\"template\":\"x\"}");
        assertEquals(Optional.empty(), draft.wanted());
        assertEquals("a@0.0.0", draft.content().address());
        assertEquals("a@1.0.0", draft.content().numbered(Semver.of("1.0.0")).address());
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        List<Fault> faults = faults("""
                {"id":"-a","version":"1","template":"x","modle":"m","settings":{"temperature":3,"stream":true},
                 "parameters":{"1x":"required","y":"maybe","z":{"type":"text"}},"validation":{"min_tokens":9,"max_tokens":5,"on_fail":"shout"},
                 "metadata":{"created":"yesterday"}}""");
        assertEquals(List.of("modle", "id", "version", "settings.temperature", "settings.stream", "parameters.1x", "parameters.y", "parameters.z.type",
                "validation.min_tokens", "validation.on_fail", "metadata.created"), faults.stream().map(Fault::path).toList());
        assertTrue(faults.getFirst().message().contains("known here: id, name, version"), faults::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "template":7                                                          | template
            "template":""                                                         | template
            "template":" \\n"                                                     | template
            "template":"x","messages":[]                                          | template
            "messages":[]                                                         | messages
            "messages":{}                                                         | messages
            "messages":["x"]                                                      | messages[0]
            "messages":[{"role":"tool","content":"x"}]                            | messages[0].role
            "messages":[{"role":"user","content":[]}]                             | messages[0].content
            "messages":[{"role":"user"}]                                          | messages[0].content
            "messages":[{"role":"user","content":"x","name":"n"}]                 | messages[0].name
            "template":"x","name":7                                               | name
            "template":"x","name":"a\\nb"                                         | name
            "template":"x","category":" "                                         | category
            "template":"x","description":["d"]                                    | description
            "template":"x","model":{}                                             | model
            "template":"x","settings":[]                                          | settings
            "template":"x","settings":{"stop":[]}                                 | settings.stop
            "template":"x","settings":{"stop":["a",7]}                            | settings.stop
            "template":"x","settings":{"max_tokens":0}                            | settings.max_tokens
            "template":"x","settings":{"max_tokens":1.5}                          | settings.max_tokens
            "template":"x","settings":{"seed":9007199254740992}                   | settings.seed
            "template":"x","settings":{"seed":1e400}                              | settings.seed
            "template":"x","settings":{"seed":-9223372036854775808}               | settings.seed
            "template":"x","settings":{"seed":99999999999999999999999}            | settings.seed
            "template":"x","parameters":["a"]                                     | parameters
            "template":"x","parameters":{"a":true}                                | parameters.a
            "template":"x","parameters":{"a b":"required"}                        | parameters["a b"]
            "template":"x","parameters":{"":"required"}                           | parameters[""]
            "template":"x","parameters":{"a":{"required":"yes"}}                  | parameters.a.required
            "template":"x","parameters":{"a":{"required":true,"default":1}}       | parameters.a.default
            "template":"x","parameters":{"a":{"type":"string","default":1}}       | parameters.a.default
            "template":"x","parameters":{"a":{"enum":["p"],"default":"q"}}        | parameters.a.default
            "template":"x","parameters":{"a":{"enum":[]}}                         | parameters.a.enum
            "template":"x","parameters":{"a":{"enum":"p"}}                        | parameters.a.enum
            "template":"x","parameters":{"a":{"enum":["p","p"]}}                  | parameters.a.enum[1]
            "template":"x","parameters":{"a":{"enum":[[1]]}}                      | parameters.a.enum[0]
            "template":"x","parameters":{"a":{"type":"integer","enum":[1.5]}}     | parameters.a.enum[0]
            "template":"x","parameters":{"a":{"max_tokens":0}}                    | parameters.a.max_tokens
            "template":"x","parameters":{"a":{"untrusted":1}}                     | parameters.a.untrusted
            "template":"x","parameters":{"a":{"default":null,"requird":true}}     | parameters.a.requird
            "template":"x","validation":{"required_sections":["a","a"]}           | validation.required_sections[1]
            "template":"x","validation":{"required_sections":[""]}                | validation.required_sections[0]
            "template":"x","validation":{"json_schema":true}                      | validation.json_schema
            "template":"x","validation":{"max_token":1}                           | validation.max_token
            "template":"x","metadata":{"tags":"code"}                             | metadata.tags
            "template":"x","metadata":{"tags":["code","code"]}                    | metadata.tags[1]
            "template":"x","metadata":{"author":1}                                | metadata.author
            "template":"a\\u0000b"                                                | template
            "template":"a\\ud800b"                                                | template
            "template":"x","metadata":{"a":["\\udc00"]}                           | metadata.a[0]
            "template":"x","metadata":{"\\ud800":1}                               | metadata["?"]
            """)
    void namesTheFieldThatIsWrong(String members, String path) {
        assertEquals(List.of(path), faults("{\"id\":\"a\",\"version\":\"1.0.0\"," + members + "}").stream().map(Fault::path).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", ".a", "a/b", "a@1", "a b", "ä", "a\u0000", "a\n"})
    void whatIsNoIdIsNone(String id) {
        assertFalse(PromptReader.isId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code-review-v2.1", "a", "7", "pmpt_01J.x-y"})
    void whatIsAnIdIsOne(String id) {
        assertTrue(PromptReader.isId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "v1.0.0", "latest", "^1", "1.0.0+build", "Auto", ""})
    void whatIsNoNumberOfAVersionIsRefused(String version) {
        assertEquals("version", faults("{\"id\":\"a\",\"template\":\"x\",\"version\":\"" + version + "\"}").getFirst().path());
    }

    @Test
    void hasBoundsForEverything() {
        String mebibyte = "x".repeat(1 << 20);
        assertEquals(List.of("template: is larger than 262144 bytes"), messages("\"template\":\"" + mebibyte + mebibyte + "\""));
        assertEquals(List.of("template: all texts together are larger than 262144 bytes"), messages("\"template\":\"" + "é".repeat(200_000) + "\""));
        assertEquals(List.of(), messages("\"template\":\"" + "é".repeat(131_072) + "\""));
        assertEquals(List.of("messages: all texts together are larger than 262144 bytes"), messages("\"messages\":["
                + IntStream.range(0, 3).mapToObj(i -> "{\"role\":\"user\",\"content\":\"" + "x".repeat(100_000) + "\"}").collect(Collectors.joining(",")) + "]"));
        assertEquals("parameters: there are 101 parameters; at most 100 are expected", messages("\"template\":\"x\",\"parameters\":{"
                + IntStream.range(0, 101).mapToObj(i -> "\"p" + i + "\":\"required\"").collect(Collectors.joining(",")) + "}").getFirst());
        for (String members : List.of("\"name\":\"" + mebibyte + "\"", "\"description\":\"" + mebibyte + "\"", "\"category\":\"" + mebibyte + "\"",
                "\"model\":\"" + mebibyte + "\"", "\"metadata\":{\"a\":\"" + mebibyte + "\"}", "\"settings\":{\"stop\":\"" + mebibyte + "\"}",
                "\"parameters\":{\"a\":{\"description\":\"" + mebibyte + "\"}}", "\"parameters\":{\"" + mebibyte + "\":\"required\"}",
                "\"validation\":{\"required_sections\":[\"" + mebibyte + "\"]}", "\"validation\":{\"json_schema\":{\"" + mebibyte + "\":1}}",
                "\"metadata\":{\"tags\":[" + "\"t\",".repeat(100) + "\"t\"]}", "\"metadata\":{\"a\":[" + "1,".repeat(20_000) + "1]}", "\"" + mebibyte + "\":1")) {
            List<String> faults = messages("\"template\":\"x\"," + members);
            assertEquals(1, faults.size(), faults::toString);
            assertTrue(faults.getFirst().length() < 1_000, faults::toString);
        }
        List<String> many = messages("\"template\":\"x\"," + IntStream.range(0, 1_000).mapToObj(i -> "\"u" + i + "\":1").collect(Collectors.joining(",")));
        assertEquals(51, many.size());
        assertEquals("and 950 more", many.getLast());
    }

    /** Halves of characters were counted, so that of emoji there could be half as many as the docs say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"200|\"name\":\"%s\"", "4000|\"description\":\"%s\"", "64|\"category\":\"%s\"", "200|\"model\":\"%s\"",
            "64|\"settings\":{\"service_tier\":\"%s\"}", "1000|\"parameters\":{\"a\":{\"description\":\"%s\"}}", "200|\"validation\":{\"required_sections\":[\"%s\"]}",
            "200|\"metadata\":{\"author\":\"%s\"}", "64|\"metadata\":{\"tags\":[\"%s\"]}"})
    void lengthsAreOfCharacters(int most, String members) {
        for (String character : List.of("x", "\ud83d\ude00", "\u4f60")) {
            assertEquals(List.of(), messages("\"template\":\"x\"," + members.formatted(character.repeat(most))));
            assertEquals(1, messages("\"template\":\"x\"," + members.formatted(character.repeat(most + 1))).size());
        }
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertInstanceOf(Reading.Malformed.class, PromptReader.readJson("{\"id\":"));
        assertInstanceOf(Reading.Malformed.class, PromptReader.readJson("[".repeat(1 << 20)));
        assertEquals(List.of(Fault.of("", "an object is expected")), faults("[]"));
        assertEquals(List.of("id", "version", ""), faults("{}").stream().map(Fault::path).toList());
    }

    @Test
    void whatWasReadCannotBeChanged() {
        PromptVersion version = read(FULL).content();
        assertThrows(UnsupportedOperationException.class, () -> version.settings().put("n", 2));
        assertThrows(UnsupportedOperationException.class, () -> version.parameters().clear());
        assertThrows(UnsupportedOperationException.class, () -> version.metadata().clear());
        assertThrows(UnsupportedOperationException.class, () -> version.messages().clear());
    }

    private static List<String> messages(String members) {
        return switch (PromptReader.readJson("{\"id\":\"a\",\"version\":\"1.0.0\"," + members + "}")) {
            case Reading.Read read -> List.of();
            case Reading.Faulty faulty -> faulty.faults().stream().map(Fault::toString).toList();
            case Reading.Malformed malformed -> List.of(malformed.fault().toString());
        };
    }

    private static List<Fault> faults(String json) {
        return assertInstanceOf(Reading.Faulty.class, PromptReader.readJson(json), json).faults();
    }

    private static PromptDraft read(String json) {
        return assertInstanceOf(Reading.Read.class, PromptReader.readJson(json), () -> PromptReader.readJson(json).toString()).draft();
    }
}
