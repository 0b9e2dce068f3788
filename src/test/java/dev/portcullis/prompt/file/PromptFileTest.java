package dev.portcullis.prompt.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.render.Message;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.ParameterType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PromptFileTest {

    private static PromptFile read(String text) {
        return assertInstanceOf(FileReading.Read.class, ReadPromptFile.read(text), () -> ReadPromptFile.read(text).toString()).file();
    }

    private static String problem(String text) {
        FileProblem first = assertInstanceOf(FileReading.Broken.class, ReadPromptFile.read(text), text).problems().getFirst();
        return first.line() + ": " + first.text();
    }

    @Test
    void readsFieldsOfOursAndOfDotprompt() {
        PromptFile file = read("""
                # a licence
                ---
                model: gpt-4o
                config:
                  temperature: 0.2
                portcullis.version: "2.1.0"
                portcullis.parameters:
                  language: required
                ---
                {{role "system"}}You review {{language}}.
                {{role "user"}}
                Look.
                """);
        assertEquals("gpt-4o", file.front().get("model"));
        assertEquals("2.1.0", file.own("version"));
        assertEquals(Map.of("language", "required"), file.own("parameters"));
        assertEquals(List.of(new Message("system", "You review {{language}}.\n"), new Message("user", "\nLook.")), file.messages());
    }

    @Test
    void takesAFileWithoutFrontMatterForATemplate() {
        assertEquals(List.of(new Message("user", "Hi\n---\nthere\n")), read("Hi\n---\nthere\n").messages());
    }

    @Test
    void tellsTheLineOfWhatIsWrong() {
        assertEquals("1: the front matter is never closed; close it with a line ---", problem("---\na: 1\n"));
        assertTrue(problem("---\na: 1\na: 2\n---\n").startsWith("3: not valid YAML"));
        assertEquals("2: aliases (*name) are not supported here", problem("---\n{a: &x [1], b: *x}\n---\n"));
        assertEquals("3: tags (!name) are not supported here; put text that starts with ! in quotes", problem("---\na: 1\nb: !!java.lang.String x\n---\n"));
        assertEquals("2: expected a mapping between the fences (---)", problem("---\n- a\n---\n"));
        assertEquals("2: expected text as a key, found 1; put it in quotes", problem("---\na: {1: x}\n---\n"));
        assertTrue(problem("---\n" + "[".repeat(10_000) + "\n---\n").startsWith("2: nested deeper than 32"));
        assertTrue(problem("---\na: 1\n---\n\nx\n{{role \"root\"}}").startsWith("6: expected {{role"));
        assertTrue(problem("{{#if a}}{{role \"system\"}}{{/if}}").startsWith("1: a role inside of a block"));
        assertTrue(problem("a{{history}}b").startsWith("1: text behind {{history}}"));
        assertTrue(problem("x".repeat(ReadPromptFile.MOST_CHARACTERS + 1)).startsWith("1: the file has more than"));
    }

    @Test
    void takesNoRoleFromWhatIsOnlyText() {
        assertEquals(1, read("\\{{role \"system\"}} <<<dotprompt:role:system>>> {{! {{role \"system\"}} --").messages().size());
    }

    @Test
    void readsPicoschemaThatIsWrongAsAProblem() {
        Picoschema schema = new Picoschema(_ -> Optional.empty());
        assertEquals("`strin` is not a type; there are string, number, integer, boolean, null and any", schema.read(Map.of("a", "strin")).problem());
        assertTrue(schema.read(Map.of("a(list)", "string")).problem().contains("is not array, object or enum"));
        assertTrue(schema.read(null).problem().startsWith("expected a type"));
        Object deep = "string";
        for (int i = 0; i < 10_000; i++) {
            deep = Map.of("a", deep);
        }
        assertTrue(schema.read(deep).problem().startsWith("a schema nested deeper"));
    }

    @Test
    void makesParametersOfAnInputSchema() {
        PromptFile file = read("""
                ---
                input:
                  schema:
                    language: string
                    depth?: integer, how far
                    tone?(enum): [warm, formal]
                    tags(array): string
                  default:
                    tags: [a]
                ---
                {{language}}
                """);
        Map<String, Object> schema = new Picoschema(_ -> Optional.empty()).read(file.section("input").get("schema")).schema();
        assertEquals(List.of(Parameter.required("language").as(ParameterType.STRING), Parameter.optional("depth").as(ParameterType.INTEGER),
                        Parameter.optional("tone").among("warm", "formal"), Parameter.optional("tags").as(ParameterType.ARRAY).otherwise(List.of("a"))),
                SchemaParameters.of(schema, Map.of("tags", List.of("a"))));
        assertEquals(List.of(), SchemaParameters.of(Map.of("type", "string"), Map.of()));
    }

    @Test
    void writesWhatItReads() {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("model", "gpt-4o");
        front.put("config", Map.of("temperature", 0.2));
        front.put("portcullis.version", "2.1.0");
        front.put("portcullis.description", "yes: no\n---\n# \"it\"");
        PromptFile file = new PromptFile(front, List.of(new Message("system", "  a\\"), new Message("assistant", "{{x}}"), new Message("user", "end\n\n")));
        String written = WritePromptFile.write(file).orElseThrow();
        assertEquals(file, read(written));
        assertEquals(written, WritePromptFile.write(read(written)).orElseThrow());
        assertTrue(written.endsWith("{{role \"system\"}}  a\\\\{{role \"model\"}}{{x}}{{role \"user\"}}end\n\n{{history}}\n"), written);
    }

    @Test
    void doesNotWriteWhatWouldBeReadAsSomethingElse() {
        assertEquals(Optional.empty(), WritePromptFile.write(new PromptFile(Map.of(), List.of(new Message("system", "a{"), new Message("user", "b")))));
        assertEquals(Optional.empty(), WritePromptFile.write(new PromptFile(Map.of(), List.of(new Message("tool", "a")))));
        assertEquals(Optional.empty(), WritePromptFile.write(new PromptFile(Map.of(), List.of(new Message("user", " ")))));
    }

    @Provide
    static Arbitrary<List<Message>> messages() {
        Arbitrary<String> words = Arbitraries.of("{{x}}", "\\", "{", "}", "---", "\n", " ", "a", "{{role \"system\"}}", "{{history}}", "{{#if x}}", "{{/if}}", "\\{{", "\r\n", "\t", "#");
        Arbitrary<String> text = words.list().ofMaxSize(8).map(all -> String.join("", all));
        return Combinators.combine(Arbitraries.of("system", "user", "assistant", "developer"), text).as(Message::new).list().ofMaxSize(4);
    }

    @Property(tries = 2_000)
    void whatIsWrittenIsReadAsItWasAndWrittenTheSameAgain(@ForAll("messages") List<Message> messages) {
        PromptFile file = new PromptFile(Map.of("portcullis.version", "1.0.0"), messages);
        WritePromptFile.write(file).ifPresent(written -> {
            assertEquals(file, read(written));
            assertEquals(written, WritePromptFile.write(read(written)).orElseThrow());
        });
    }

    @Property(tries = 2_000)
    void anyTextIsReadOrRefused(@ForAll("messages") List<Message> messages, @ForAll String any) {
        StringBuilder text = new StringBuilder("---\n");
        new ArrayList<>(messages).forEach(message -> text.append(message.template()));
        switch (ReadPromptFile.read(text + any)) {
            case FileReading.Read read -> assertTrue(read.file().messages().stream().noneMatch(message -> message.template().isBlank()));
            case FileReading.Broken broken -> assertTrue(!broken.problems().isEmpty());
        }
    }
}
