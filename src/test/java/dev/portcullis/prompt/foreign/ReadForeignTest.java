package dev.portcullis.prompt.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadForeignTest {

    @TempDir
    Path root;

    private Imported read(Origin origin, String name, String text) throws IOException {
        return ReadForeign.read(origin, Files.writeString(root.resolve(name), text));
    }

    private static List<String> lines(List<?> faults) {
        return faults.stream().map(Object::toString).toList();
    }

    private static List<String> documents(Imported imported) {
        assertEquals(List.of(), imported.faults());
        return imported.versions().stream().map(PromptDocument::compact).toList();
    }

    @Test
    void readsPrompty() throws IOException {
        Imported imported = read(Origin.PROMPTY, "a.prompty", """
                ---
                name: Basic Prompt
                description: answers
                tags: [demo]
                model: { api: chat, id: gpt-4o, parameters: { max_tokens: 100, chatty: true } }
                inputs:
                  question: { type: string, default: "What?" }
                ---
                system:
                You help {{name}}.

                user:
                {{question}}
                """);
        assertEquals(List.of("{\"id\":\"Basic-Prompt\",\"name\":\"Basic Prompt\",\"version\":\"1.0.0\",\"description\":\"answers\",\"model\":\"gpt-4o\","
                + "\"settings\":{\"max_tokens\":100},\"messages\":[{\"role\":\"system\",\"content\":\"You help {{name}}.\"},{\"role\":\"user\",\"content\":\"{{question}}\"}],"
                + "\"parameters\":{\"question\":{\"required\":false,\"type\":\"string\",\"default\":\"What?\"},\"name\":\"required\"},\"metadata\":{\"tags\":[\"demo\"]}}"),
                documents(imported));
        assertTrue(lines(imported.leftOut()).getFirst().contains("left out: the setting chatty"), imported.toString());
    }

    @Test
    void refusesWhatLooksTheSameAndMeansSomethingElse() throws IOException {
        for (String text : List.of("C:\\\\{{dir}}", "{{this}}", "{{ else }}", "{{null}}")) {
            Imported imported = read(Origin.LANGFUSE, "a.json", "{\"name\":\"a\",\"version\":1,\"prompt\":\"" + text + "\"}");
            assertEquals(1, imported.faults().size(), text);
            assertEquals(List.of(), imported.versions());
        }
    }

    @Test
    void refusesWhatMeansSomethingElseHereWithItsLine() throws IOException {
        assertEquals(List.of("a.prompty:6:1: {% is not understood here"),
                lines(read(Origin.PROMPTY, "a.prompty", "---\nname: a\n---\nsystem:\nHi\n{% for x in y %}{{x}}{% endfor %}\n").faults()));
        assertEquals(List.of("a.prompty:4:1: only names are understood between double braces, such as {{language}}"),
                lines(read(Origin.PROMPTY, "a.prompty", "---\nname: a\n---\n{{ x | upper }}\n").faults()));
        assertEquals(List.of("a.json:2:1: another prompt's text is not taken over; use {{> id@1.0.0}}"),
                lines(read(Origin.LANGFUSE, "a.json", "{\"name\":\"a\",\"version\":1,\"prompt\":\"x\\n@@@langfusePrompt:name=b|label=c@@@\"}").faults()));
    }

    @Test
    void readsLangfuse() throws IOException {
        Imported imported = read(Origin.LANGFUSE, "a.json", """
                {"data":[{"name":"support/reply","version":3,"type":"chat","config":{"model":"gpt-4o","temperature":0.5},"labels":["production"],"tags":["x"],
                 "prompt":[{"role":"system","content":"Hi {{ who }}"},{"type":"placeholder","name":"history"}]},
                 {"name":"plain","version":1,"type":"text","prompt":"Say {\\"a\\": 1}"}]}""");
        assertEquals(List.of("{\"id\":\"support-reply\",\"name\":\"support/reply\",\"version\":\"3.0.0\",\"model\":\"gpt-4o\",\"settings\":{\"temperature\":0.5},"
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Hi {{ who }}\"}],\"parameters\":{\"who\":\"required\"},\"metadata\":{\"tags\":[\"x\"]}}",
                "{\"id\":\"plain\",\"version\":\"1.0.0\",\"template\":\"Say {\\\"a\\\": 1}\"}"), documents(imported));
        assertEquals(1, read(Origin.LANGFUSE, "b.json", "{").faults().size());
        assertEquals(1, read(Origin.LANGFUSE, "b.json", "{\"name\":\"a\"}").faults().size());
    }

    /** Was a prompt that says null. */
    @Test
    void takesNoLangfusePromptWithoutItsText() throws IOException {
        for (String prompt : List.of("", ",\"prompt\":null", ",\"prompt\":7", ",\"prompt\":[{\"role\":\"user\"}]", ",\"prompt\":[{\"content\":\"x\"}]")) {
            Imported imported = read(Origin.LANGFUSE, "a.json", "{\"name\":\"a\",\"version\":1" + prompt + "}");
            assertEquals(1, imported.faults().size(), prompt);
            assertEquals(List.of(), imported.versions(), prompt);
        }
    }

    /** Was the JSON as a user's text, which promptfoo sends as messages. */
    @Test
    void readsMessagesAsJsonWhereverPromptfooHasThem() throws IOException {
        String messages = "[{\"role\":\"system\",\"content\":\"Be {{how}}.\"},{\"role\":\"user\",\"content\":\"Hi\"}]";
        Files.writeString(root.resolve("two.txt"), "One\n---\n" + messages + "\n");
        Imported imported = read(Origin.PROMPTFOO, "c.yaml", "prompts:\n- '" + messages + "'\n- file://two.txt\n- '[1]'\n");
        assertEquals(List.of("[SYSTEM, USER]", "[USER]", "[SYSTEM, USER]", "[USER]"), imported.versions().stream().map(version -> version.roles().toString()).toList());
    }

    @Test
    void readsPromptfoosList() throws IOException {
        Files.writeString(root.resolve("two.txt"), "One {{x}}\n---\nTwo\n");
        Files.writeString(root.resolve("chat.json"), "[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"{{q}}\"}]");
        Imported imported = read(Origin.PROMPTFOO, "promptfooconfig.yaml",
                "prompts:\n  - 'Translate {{input}}'\n  - file://two.txt\n  - { id: chat.json, label: chat, raw: 'file://chat.json' }\nproviders: [ openai:gpt-4o ]\n");
        assertEquals(List.of("Translate {{input}}", "One {{x}}", "Two", "S"), imported.versions().stream().map(version -> version.messages().getFirst().content()).toList(),
                imported::toString);
        assertEquals("chat@1.0.0", imported.versions().getLast().address());
        assertEquals(4, imported.versions().stream().map(PromptVersion::address).distinct().count());
    }

    @Test
    void readsNoFileOutsideOfTheFolderAndFetchesNothing() throws IOException {
        Files.createDirectories(root.resolve("in"));
        Files.writeString(root.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("in/link.txt"), root.resolve("secret.txt"));
        Imported imported = read(Origin.PROMPTFOO, "in/c.yaml", "prompts: [ 'file://../secret.txt', 'file://link.txt', 'file:///etc/hostname', 'langfuse://a@b', 'file://gone.txt' ]\n");
        assertEquals(List.of(), imported.versions());
        assertEquals(5, imported.faults().size());
        assertTrue(lines(imported.faults()).subList(0, 3).stream().allMatch(line -> line.endsWith("outside of the configuration's folder is not read")), imported.toString());
    }

    @Test
    void readsTheListsOfPromptfoosOwnExamples() throws IOException {
        Path examples = Path.of("src/test/resources/prompts/promptfoo");
        assertEquals(List.of("Convert this English to {{language}}: {{input}}", "Translate to {{language}}: {{input}}"),
                ReadForeign.read(Origin.PROMPTFOO, examples.resolve("getting-started.yaml")).versions().stream().map(version -> version.messages().getFirst().content()).toList());
        assertEquals(List.of("Translate this text to {{language}}: {{input}}"),
                ReadForeign.read(Origin.PROMPTFOO, examples.resolve("multiple-translations.yaml")).versions().stream().map(version -> version.messages().getFirst().content()).toList());
    }
}
