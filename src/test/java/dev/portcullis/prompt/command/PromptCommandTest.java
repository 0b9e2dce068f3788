package dev.portcullis.prompt.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptCommandTest {

    @TempDir
    Path root;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void copyTheUsersExample() throws IOException {
        Files.copy(Path.of("src/test/resources/prompts/seed-template.json"), root.resolve("seed.json"));
    }

    private int run(Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        return new PromptCommand(environment::get, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }

    private int lint() {
        return run(Map.of(), "lint", root.toString());
    }

    private List<String> found() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    @Test
    void findsNothingWrongWithTheUsersExampleAndWarnsOfWhatItDoesNotUse() {
        assertEquals(0, lint());
        assertEquals(List.of(), found());
        assertTrue(said().contains("warning: "), said());
        assertTrue(said().endsWith("1 files were read, 0 faults and 3 warnings found\n"), said());
    }

    /** A misspelt schema was published without a word, and then no answer was ever checked, also where one that fails is to be refused. */
    @Test
    void warnsOfASchemaThatNoAnswerWillBeCheckedBy() throws IOException {
        write("a.prompt", """
                ---
                version: 1.0.0
                portcullis.validation:
                  json_schema: { type: object, properties: { age: { type: nubmer } } }
                  on_fail: reject
                ---
                Hi
                """);
        write("b.prompt", "---\nversion: 1.0.0\noutput: { schema: { age: number } }\n---\nHi\n");
        assertEquals(0, lint());
        assertTrue(said().startsWith("a.prompt:4:3: portcullis.validation.json_schema: warning: no answer will be checked by it: /properties/age/type: "), said());
        assertTrue(!said().contains("b.prompt"), said());
    }

    @Test
    void tellsEveryFaultOfEveryFileInOneLineWithItsPlace() throws IOException {
        write("a/broken.prompt", "---\nversion: 1.0.0\nportcullis.parameters: { who: required }\n---\nHi {{who}}.\n{{#if who}} and {{whom}}\n");
        write("b.json", "{");
        write("c.prompt", "---\nversion: 1.0.0\nconfig: { temperature: hot }\n---\nHi\n");
        assertEquals(1, lint());
        List<String> found = found();
        assertTrue(found.get(0).startsWith("a/broken.prompt:6:1: "), found::toString);
        assertTrue(found.get(1).startsWith("a/broken.prompt:6:19: `whom` is not a declared parameter"), found::toString);
        assertTrue(found.get(2).startsWith("b.json:1:"), found::toString);
        assertEquals("c.prompt:3:11: config.temperature: a number from 0 to 2 is expected", found.get(3));
        assertEquals(4, found.size());
    }

    @Test
    void looksForPartialsAmongTheFiles() throws IOException {
        write("user.prompt", "---\nversion: 1.0.0\n---\n{{> rules@1.0.0}}\n{{> rules@2.0.0}}\n");
        write("rules.prompt", "---\nversion: 1.0.0\n---\nBe kind.\n");
        assertEquals(1, lint());
        assertEquals(1, found().size(), found()::toString);
        assertTrue(found().getFirst().startsWith("user.prompt:5:1: "), found()::toString);
        write("rules@2.prompt", "---\nversion: 2.0.0\n---\nBe kinder.\n");
        assertEquals(0, lint());
    }

    @Test
    void comparesTheNumbersOfAPromptsVersions() throws IOException {
        write("g1.prompt", "---\nname: g\nversion: 1.0.0\n---\nHi\n");
        write("g2.prompt", "---\nname: g\nversion: 1.1.0\nportcullis.parameters: { who: required }\n---\nHi {{who}}\n");
        write("g3.prompt", "---\nname: g\nversion: 1.1.0\n---\nHi\n");
        assertEquals(1, lint());
        assertTrue(found().contains("g3.prompt:3:1: version: g@1.1.0 is in g2.prompt already"), found()::toString);
        Files.delete(root.resolve("g3.prompt"));
        assertEquals(1, lint());
        assertEquals(List.of("g2.prompt:3:1: version: this change needs 2.0.0 (major): the required parameter 'who' was added; 1.1.0 is only a minor step from 1.0.0"), found());
    }

    /** As a pipeline has it: what the main branch has in one directory, what a change would make of it in the other, and no gateway. */
    @Test
    void comparesTwoDirectoriesWithoutAServer() throws IOException {
        String text = "---\nname: a\nversion: %s\nportcullis.parameters:\n  x: required\n---\n%s {{x}}\n";
        write("before/a.prompt", text.formatted("1.0.0", "Hi"));
        write("before/part.prompt", "---\nname: part\nversion: 1.0.0\n---\nShared\n");
        write("after/a.prompt", text.formatted("1.0.0", "Hi"));
        String[] order = {"diff", root.resolve("after").toString(), "--against", root.resolve("before").toString()};
        assertEquals(0, run(Map.of(), order), this::said);
        assertEquals(List.of(), found());
        write("after/b.prompt", text.formatted("1.0.1", "Hello"));
        write("after/uses.prompt", "---\nname: uses\nversion: 1.0.0\n---\n{{>part@1.0.0}}\n");
        assertEquals(1, run(Map.of(), order), this::said);
        assertEquals(List.of("b.prompt:3:1: version: a@1.0.1 is new, a patch change of 1.0.0: the text was reworded",
                "uses.prompt:3:1: version: uses@1.0.0 is new"), found());
        write("after/a.prompt", text.formatted("1.0.0", "Other"));
        assertEquals(1, run(Map.of(), order), this::said);
        assertTrue(found().getFirst().contains("a@1.0.0 is there already with other content"), String.join("\n", found()));
        write("before/broken.prompt", "---\nname: broken\nversion: 1\n---\nText\n");
        assertEquals(2, run(Map.of(), order));
        assertTrue(said().contains("nothing can be compared"), said());
        assertEquals(2, run(Map.of(), "diff", root.toString(), "--against", root.resolve("gone").toString()));
        assertEquals(2, run(Map.of(), "diff", root.toString(), "--against", root.toString(), "--server", "http://127.0.0.1:1"));
    }

    @Test
    void saysHowItIsUsed() {
        for (String[] wrong : List.of(new String[] {}, new String[] {"lint"}, new String[] {"mend", "x"}, new String[] {"lint", root.toString(), "--dry-run"},
                new String[] {"push", root.toString(), "--server", "ftp://x"}, new String[] {"lint", root.resolve("gone").toString()})) {
            assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "k"), wrong), String.join(" ", wrong));
            assertEquals(List.of(), found());
        }
        assertEquals(2, run(Map.of(), "push", root.toString()));
        assertTrue(said().contains("PORTCULLIS_ADMIN_KEY"), said());
        assertEquals(0, run(Map.of(), "--help"));
        assertTrue(found().getFirst().startsWith("usage: "), found()::toString);
    }

    /** Who had set a key with the end of a line behind it was told to set one, and who forgot an address that --server is not expected. */
    @Test
    void saysWhatIsWrongWithAKeyOrAnOption() {
        assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "secret-key\n"), "push", root.toString()));
        assertTrue(said().contains("a character that no key has") && !said().contains("secret-key"), said());
        assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "k"), "push", root.toString(), "--server"));
        assertTrue(said().startsWith("what stands behind --server is missing"), said());
    }

    /** A database that is away was "answered 503", and a proxy's page "answered 200". */
    @Test
    void saysWhatTheServerSays() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/json", exchange -> answer(exchange, 503, "{\"error\":{\"message\":\"The database\\nis away.\"}}"));
        server.createContext("/page", exchange -> answer(exchange, 200, "<html>"));
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "k"), "diff", root.toString(), "--server", address + "/json"));
            assertTrue(said().endsWith("answered 503: The database is away.\n"), said());
            assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "k"), "diff", root.toString(), "--server", address + "/page"));
            assertTrue(said().contains("answered 200: is this a gateway's address"), said());
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void importsAllOrNothingAndChangesNoFile() throws IOException {
        write("in/a.json", "[{\"name\":\"a\",\"version\":2,\"prompt\":\"Hi {{x}}\"}]");
        String from = root.resolve("in/a.json").toString();
        Path to = root.resolve("out");
        assertEquals(0, run(Map.of(), "import", "--from", "langfuse", from, to.toString()), this::said);
        assertEquals("---\nname: a\nversion: 2.0.0\nportcullis.parameters:\n  x: required\n---\nHi {{x}}\n", Files.readString(to.resolve("a@2.0.0.prompt")));
        assertEquals(1, run(Map.of(), "import", "--from", "langfuse", from, to.toString()));
        assertEquals(List.of("a@2.0.0.prompt:1:1: this file is there already"), found());
        write("in/a.json", "[{\"name\":\"b\",\"version\":2,\"prompt\":\"Hi\"},{\"name\":\"c\",\"version\":2,\"prompt\":\"{{#if x}}\"}]");
        assertEquals(1, run(Map.of(), "import", "--from", "langfuse", from, to.toString()));
        assertTrue(Files.notExists(to.resolve("b@2.0.0.prompt")));
        assertEquals(2, run(Map.of(), "import", "--from", "other", from, to.toString()));
        assertEquals(2, run(Map.of(), "import", from, to.toString()));
    }

    @Test
    void endsWithTwoWhereNobodyAnswers() {
        assertEquals(2, run(Map.of("PORTCULLIS_ADMIN_KEY", "secret-key"), "diff", root.toString(), "--server", "http://127.0.0.1:1"));
        assertTrue(said().contains("cannot be reached") && !said().contains("secret-key"), said());
    }
}
