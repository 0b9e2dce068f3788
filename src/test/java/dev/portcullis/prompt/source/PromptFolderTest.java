package dev.portcullis.prompt.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFolderTest {

    @TempDir
    Path root;

    private void write(String name) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), name);
    }

    private List<String> names() {
        return PromptFolder.list(root).files().stream().map(PromptFolder.Found::name).toList();
    }

    @Test
    void findsPromptsInFoldersAndNoCopiesOfEditors() throws IOException {
        for (String name : List.of("b.prompt", "a/x.json", ".git/y.json", ".#b.prompt", ".b.prompt.swp", "b.prompt~", "#b.prompt#", "b.prompt.tmp", "4913", "README.md")) {
            write(name);
        }
        assertEquals(List.of("a/x.json", "b.prompt"), names());
    }

    @Test
    void followsTheLinksOfAConfigMapAndSeesEachFileOnce() throws IOException {
        write("..2026_1/g.prompt");
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026_1"));
        Files.createSymbolicLink(root.resolve("g.prompt"), Path.of("..data/g.prompt"));
        Files.createSymbolicLink(root.resolve("loop"), root);
        assertEquals(List.of("g.prompt"), names());
    }

    /** It was passed over: a pipeline found nothing wrong with a directory whose prompts were not there. */
    @Test
    void tellsOfALinkThatLeadsNowhere() throws IOException {
        write("a.prompt");
        Files.createSymbolicLink(root.resolve("b.prompt"), Path.of("gone.prompt"));
        Files.createSymbolicLink(root.resolve("c.txt"), Path.of("gone.txt"));
        Files.createSymbolicLink(root.resolve("d.json"), Path.of("d.json"));
        PromptFolder.Listing listing = PromptFolder.list(root);
        assertEquals(List.of("a.prompt"), listing.files().stream().map(PromptFolder.Found::name).toList());
        assertEquals(List.of("b.prompt:1:1: this link leads to no file that can be read", "d.json:1:1: this link leads to no file that can be read"),
                listing.faults().stream().map(FileFault::toString).toList());
        assertTrue(listing.complete());
    }

    @Test
    void doesNotTakeADirectoryThatIsGoneForAnEmptyOne() {
        PromptFolder.Listing gone = PromptFolder.list(root.resolve("gone"));
        assertFalse(gone.complete());
        assertTrue(gone.faults().getFirst().message().contains("NoSuchFileException"), gone.toString());
        assertTrue(PromptFolder.list(root).complete());
    }

    /** It was told as gone/gone. */
    @Test
    void namesADirectoryAsItWasGiven() {
        assertEquals("the directory gone cannot be read (NoSuchFileException)", PromptFolder.list(Path.of("gone")).faults().getFirst().message());
    }

    @Test
    void readsNoMoreOfALargeFileThanIsNeededToRefuseIt() throws IOException {
        Files.write(root.resolve("a.prompt"), new byte[ReadSource.MOST_BYTES * 3]);
        PromptFolder.Found found = PromptFolder.list(root).files().getFirst();
        assertEquals(ReadSource.MOST_BYTES + 1, found.content().orElseThrow().length);
        assertTrue(found.read() instanceof SourceReading.Broken);
    }
}
