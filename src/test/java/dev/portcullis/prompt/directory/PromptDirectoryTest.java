package dev.portcullis.prompt.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Semver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptDirectoryTest {

    @TempDir
    Path root;
    private PromptCatalogue database = PromptCatalogue.EMPTY;
    /** Long after any file was written, so that what a file looks like is believed. */
    private final PromptDirectory directory = new PromptDirectory(() -> database, InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z")));

    @BeforeEach
    void use() {
        directory.use(Optional.of(root));
    }

    private void write(String name, String version, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), "---\nversion: " + version + "\n---\n" + text + "\n");
    }

    private static String texts(PromptCatalogue catalogue, String id) {
        return catalogue.find(id).map(prompt -> prompt.versions().descending().stream()
                .map(version -> version.version() + " " + version.content().map(content -> content.messages().getFirst().content()).orElse("?"))
                .collect(Collectors.joining(", "))).orElse("none");
    }

    private String served(String id) {
        directory.look();
        return texts(directory.current(), id);
    }

    private List<String> faults() {
        return directory.faults().stream().map(Object::toString).toList();
    }

    @Test
    void servesWhatIsThereAndWhatItIsChangedTo() throws IOException {
        write("greet.prompt", "1.0.0", "Hi");
        assertEquals("1.0.0 Hi", served("greet"));
        PromptCatalogue before = directory.current();
        directory.look();
        assertSame(before, directory.current());
        write("greet.prompt", "1.0.1", "Hello");
        write("more/greet@1.0.0.prompt", "1.0.0", "Hi");
        assertEquals("1.0.1 Hello, 1.0.0 Hi", served("greet"));
        assertEquals(Semver.parse("1.0.1"), directory.current().find("greet").orElseThrow().deployment().map(deployed -> deployed.blue()));
        assertEquals(List.of(), faults());
    }

    /** With fifty broken files already there, what was wrong with one more was never told. */
    @Test
    void tellsWhatIsWrongWithOneMoreOfManyBrokenFiles() throws IOException {
        List<String> log = new ArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.add(entry.getMessage().formatted(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(PromptDirectory.class.getName());
        logger.addHandler(recorder);
        try {
            for (int i = 0; i < 60; i++) {
                write("a" + i + ".prompt", "1.0.0", "{{x");
            }
            directory.look();
            assertEquals(51, log.size(), log::toString);
            assertTrue(log.getLast().startsWith("and 10 more faults"), log::toString);
            log.clear();
            write("b.prompt", "1.0.0", "{{x");
            directory.look();
            assertEquals(1, log.size(), log::toString);
            assertTrue(log.getFirst().contains("b.prompt:4:1: "), log::toString);
        } finally {
            logger.removeHandler(recorder);
        }
    }

    @Test
    void keepsTheLastGoodStateOfABrokenFileAndSaysWhy() throws IOException {
        write("a.prompt", "1.0.0", "good");
        write("b.prompt", "1.0.0", "good");
        directory.look();
        Files.writeString(root.resolve("a.prompt"), "---\nversion: [\n---\nbad");
        write("b.prompt", "1.0.1", "bad {{unknown}}");
        write("c.prompt", "1.0.0", "{{#if}}");
        write("d.prompt", "auto", "bad");
        write("e.prompt", "1.0.0", "good");
        assertEquals("1.0.0 good", served("a"));
        assertEquals("1.0.0 good", served("b"));
        assertEquals("none", served("c"));
        assertEquals("none", served("d"));
        assertEquals("1.0.0 good", served("e"));
        assertEquals(4, directory.broken());
        assertTrue(faults().get(1).startsWith("b.prompt:4:7: `unknown` is not a declared parameter"), faults()::toString);
        assertEquals("d.prompt:2:1: version: a number is expected; 'auto' is for what is published", faults().getLast());
        write("b.prompt", "1.0.1", "mended");
        assertEquals("1.0.1 mended", served("b"));
        assertEquals(3, directory.broken());
    }

    /** Was told at lines that the file had not any more, beside what was wrong with it. */
    @Test
    void ofAFileThatCannotBeReadItDoesNotSayWhatCouldNotBeRenderedOfItBefore() throws IOException {
        write("a.prompt", "1.0.0", "bad {{unknown}}");
        directory.look();
        Files.writeString(root.resolve("a.prompt"), "---\nversion: [\n---\nbad");
        directory.look();
        assertEquals(1, faults().size(), faults()::toString);
        assertTrue(faults().getFirst().contains("not valid YAML"), faults()::toString);
    }

    @Test
    void takesAFileForGoneOnlyWhenItIsMissingTwice() throws IOException {
        write("a.prompt", "1.0.0", "good");
        directory.look();
        Path saved = root.resolve("a.prompt~");
        Files.move(root.resolve("a.prompt"), saved);
        assertEquals("1.0.0 good", served("a"));
        Files.move(saved, root.resolve("a.prompt"));
        assertEquals("1.0.0 good", served("a"));
        Files.delete(root.resolve("a.prompt"));
        assertEquals("1.0.0 good", served("a"));
        assertEquals("none", served("a"));
    }

    @Test
    void keepsEverythingWhileTheDirectoryCannotBeRead() throws IOException {
        write("in/a.prompt", "1.0.0", "good");
        directory.use(Optional.of(root.resolve("in")));
        directory.look();
        Files.move(root.resolve("in"), root.resolve("out"));
        directory.look();
        directory.look();
        assertEquals("1.0.0 good", served("a"));
        assertEquals(1, directory.broken());
        directory.use(Optional.empty());
        assertEquals("none", served("a"));
        assertEquals(0, directory.broken());
    }

    @Test
    void followsAConfigMapsLinksWhenTheyAreSwapped() throws IOException {
        write("..1/a.prompt", "1.0.0", "one");
        write("..2/a.prompt", "1.0.0", "two");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(root.resolve("a.prompt"), Path.of("..data/a.prompt"));
        assertEquals("1.0.0 one", served("a"));
        Files.createSymbolicLink(root.resolve("..data_tmp"), Path.of("..2"));
        Files.move(root.resolve("..data_tmp"), root.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertEquals("1.0.0 two", served("a"));
    }

    @Test
    void servesOneNumberFromTheFileThatHadItFirst() throws IOException {
        write("b.prompt", "1.0.0", "first");
        directory.look();
        Files.writeString(root.resolve("a.prompt"), "---\nname: b\nversion: 1.0.0\n---\nsecond\n");
        assertEquals("1.0.0 first", served("b"));
        assertEquals(List.of("a.prompt:3:1: version: b@1.0.0 is in b.prompt already"), faults());
    }

    @Test
    void keepsATextAsLongAsAnotherOneNeedsIt() throws IOException {
        write("rules.prompt", "1.0.0", "Be kind.");
        write("user.prompt", "1.0.0", "{{> rules@1.0.0}}");
        write("other.prompt", "1.0.0", "one");
        directory.look();
        write("rules.prompt", "2.0.0", "Be kinder.");
        write("other.prompt", "1.0.1", "two");
        assertEquals("1.0.0 Be kind.", served("rules"));
        assertEquals("1.0.1 two", served("other"));
        assertTrue(faults().getFirst().startsWith("user.prompt:4:1: "), faults()::toString);
        write("user.prompt", "1.0.1", "{{> rules@2.0.0}}!");
        assertEquals("2.0.0 Be kinder.", served("rules"));
        assertEquals(List.of(), faults());
    }

    @Test
    void waitsForATextThatTheDatabaseHasNotGivenYet() throws IOException {
        write("user.prompt", "1.0.0", "{{> rules@1.0.0}}");
        assertEquals("none", served("user"));
        database = of("{\"id\":\"rules\",\"version\":\"1.0.0\",\"template\":\"Be kind.\"}", "rules");
        assertEquals("1.0.0 {{> rules@1.0.0}}", served("user"));
        assertEquals(List.of(), faults());
    }

    private static PromptCatalogue of(String document, String id) {
        Semver version = Semver.parse("1.0.0").orElseThrow();
        return PromptCatalogue.EMPTY.with(List.of(new PromptCatalogue.Entry(id, new PublishedVersion(version, "sha256:1", Instant.EPOCH, "x", document))));
    }

    @Test
    void standsInPlaceOfAPromptOfTheDatabaseAsAWhole() throws IOException {
        database = of("{\"id\":\"greet\",\"version\":\"1.0.0\",\"template\":\"of the database\"}", "greet")
                .with(List.of(new PromptCatalogue.Entry("own", of("{\"id\":\"own\",\"version\":\"1.0.0\",\"template\":\"own\"}", "own").find("own").orElseThrow()
                        .versions().newest().orElseThrow())));
        ServedPrompts both = new ServedPrompts(() -> database, directory::current);
        assertEquals("1.0.0 of the database", texts(both.current(), "greet"));
        write("greet.prompt", "0.9.0", "of the directory");
        directory.look();
        assertEquals("0.9.0 of the directory", texts(both.current(), "greet"));
        assertEquals("1.0.0 own", texts(both.current(), "own"));
        assertSame(both.current(), both.current());
    }

    @Test
    void rendersWithTheNewTextOfAPartialThatKeptItsNumber() throws IOException {
        write("rules.prompt", "1.0.0", "Be kind.");
        write("user.prompt", "1.0.0", "{{> rules@1.0.0}}");
        directory.look();
        Templates templates = new Templates(directory::current, () -> PromptCatalogue.EMPTY, directory::edition);
        PublishedVersion user = directory.current().find("user").orElseThrow().versions().newest().orElseThrow();
        PromptVersion content = user.content().orElseThrow();
        Object before = templates.of(user, content).orElseThrow();
        assertSame(before, templates.of(user, content).orElseThrow());
        write("rules.prompt", "1.0.0", "Be kinder.");
        directory.look();
        assertSame(user, directory.current().find("user").orElseThrow().versions().newest().orElseThrow());
        assertNotEquals(before, templates.of(user, content).orElseThrow());
    }

    /** Any change of any file dropped all that was compiled, and the next call of each prompt had to wait for it. */
    @Test
    void whatWasCompiledOfOthersStays() throws IOException {
        write("rules.prompt", "1.0.0", "Be kind.");
        write("user.prompt", "1.0.0", "{{> rules@1.0.0}}");
        write("other.prompt", "1.0.0", "one");
        directory.look();
        Templates templates = new Templates(directory::current, () -> PromptCatalogue.EMPTY, directory::edition);
        PublishedVersion user = directory.current().find("user").orElseThrow().versions().newest().orElseThrow();
        PromptVersion content = user.content().orElseThrow();
        Object before = templates.of(user, content).orElseThrow();
        assertSame(before, templates.ifReady(user).orElseThrow());
        write("other.prompt", "1.0.0", "another");
        directory.look();
        assertTrue(templates.ifReady(user).isEmpty(), "nobody has seen yet whether its texts are the same");
        assertSame(before, templates.of(user, content).orElseThrow());
        assertSame(before, templates.ifReady(user).orElseThrow());
        write("rules.prompt", "1.0.0", "Be kinder.");
        directory.look();
        assertTrue(templates.ifReady(user).isEmpty());
        assertNotEquals(before, templates.of(user, content).orElseThrow());
    }

    @Test
    void compilesOnlyWhatHasChangedAndWhatUsesIt() throws IOException {
        write("rules.prompt", "1.0.0", "Be kind.");
        write("more.prompt", "1.0.0", "{{> rules@1.0.0}} And brief.");
        write("user.prompt", "1.0.0", "{{> more@1.0.0}}");
        for (int i = 0; i < 20; i++) {
            write("other" + i + ".prompt", "1.0.0", "text " + i);
        }
        directory.look();
        assertEquals(23, directory.compiled());
        write("other7.prompt", "1.0.0", "another text");
        assertEquals("1.0.0 another text", served("other7"));
        assertEquals(24, directory.compiled());
        write("rules.prompt", "1.0.0", "Be kinder.");
        assertEquals("1.0.0 Be kinder.", served("rules"));
        assertEquals(27, directory.compiled());
        Files.setLastModifiedTime(root.resolve("other8.prompt"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        directory.look();
        assertEquals(27, directory.compiled());
    }

    @Test
    void aTextThatBreaksWhatUsesItChangesNothing() throws IOException {
        write("rules.prompt", "1.0.0", "Be kind.");
        write("more.prompt", "1.0.0", "{{> rules@1.0.0}} And brief.");
        write("user.prompt", "1.0.0", "{{> more@1.0.0}}");
        directory.look();
        write("rules.prompt", "1.0.0", "Be kind to {{whom}}.");
        assertEquals("1.0.0 Be kind.", served("rules"));
        assertEquals(3, directory.broken());
        Files.writeString(root.resolve("rules.prompt"), "---\nversion: 1.0.0\nportcullis.parameters: { whom: required }\n---\nBe kind to {{whom}}.");
        assertEquals("1.0.0 Be kind.", served("rules"));
        assertTrue(faults().stream().anyMatch(fault -> fault.startsWith("more.prompt:")) && faults().stream().anyMatch(fault -> fault.startsWith("user.prompt:")),
                faults()::toString);
        write("rules.prompt", "1.0.0", "Be kinder.");
        assertEquals("1.0.0 Be kinder.", served("rules"));
        assertEquals(List.of(), faults());
    }
}
