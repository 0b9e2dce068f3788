package dev.portcullis.prompt.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadPromptsTest {

    private static final Instant TODAY = Instant.parse("2026-11-29T10:00:00Z");

    private static void version(ReadPrompts read, long row, String prompt, String version, String hash, String document) {
        read.version(row, prompt, version, hash, TODAY, "somebody", document);
    }

    private static Optional<PublishedVersion> found(PromptCatalogue catalogue, String prompt, String version) {
        return catalogue.find(prompt).flatMap(there -> there.versions().exact(Semver.of(version)));
    }

    @Test
    void takesVersionsTogetherAndLeavesOutWhatIsNone() {
        ReadPrompts read = new ReadPrompts(PromptCatalogue.EMPTY);
        assertEquals(0, read.last());
        version(read, 3, "a", "1.0.0", "sha256:1", "{}");
        version(read, 5, "a", "2.0.0", "sha256:2", "{}");
        version(read, 8, "b", "1.0.0", "sha256:3", "{}");
        version(read, 9, "b", "by hand", "sha256:4", "{}");
        PromptCatalogue catalogue = read.addedTo(PromptCatalogue.EMPTY);
        assertEquals(9, read.last());
        assertEquals(2, catalogue.size());
        assertEquals("sha256:2", found(catalogue, "a", "2.0.0").orElseThrow().hash());
        assertEquals("somebody", found(catalogue, "b", "1.0.0").orElseThrow().publishedBy());
    }

    @Test
    void aVersionThatIsKnownStaysTheSameUnlessItsContentIsAnother() {
        ReadPrompts first = new ReadPrompts(PromptCatalogue.EMPTY);
        version(first, 1, "a", "1.0.0", "sha256:1", "{}");
        version(first, 2, "a", "1.1.0", "sha256:2", "{}");
        PromptCatalogue known = first.addedTo(PromptCatalogue.EMPTY);
        ReadPrompts again = new ReadPrompts(known);
        version(again, 1, "a", "1.0.0", "sha256:1", "{}");
        version(again, 2, "a", "1.1.0", "sha256:3", "{}");
        PromptCatalogue now = again.addedTo(PromptCatalogue.EMPTY);
        assertSame(found(known, "a", "1.0.0").orElseThrow(), found(now, "a", "1.0.0").orElseThrow());
        assertNotSame(found(known, "a", "1.1.0").orElseThrow(), found(now, "a", "1.1.0").orElseThrow());
    }

    @Test
    void readsFewerAtOnceTheLongerTheyAre() {
        ReadPrompts read = new ReadPrompts(PromptCatalogue.EMPTY);
        assertEquals(50, read.nextPage());
        version(read, 1, "a", "1.0.0", "sha256:1", "x".repeat(100));
        assertEquals(1_000, read.nextPage());
        version(read, 2, "a", "1.1.0", "sha256:2", "x".repeat(20_000));
        assertEquals(52, read.nextPage());
        version(read, 3, "a", "1.2.0", "sha256:3", "x".repeat(2_000_000));
        assertEquals(1, read.nextPage());
    }
}
