package dev.portcullis.prompt.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.prompt.PromptDocument;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.reading.PromptReader;
import dev.portcullis.prompt.reading.Reading;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptCatalogueTest {

    private static final Instant TODAY = Instant.parse("2026-11-29T10:00:00Z");

    @Test
    void choosesAVersionOfAPrompt() {
        PromptCatalogue catalogue = PromptCatalogue.EMPTY.with(List.of(entry("a", "1.0.0"), entry("a", "1.1.0"), entry("a", "2.0.0-rc.1"), entry("b", "3.0.0")));
        assertEquals(2, catalogue.size());
        assertEquals("1.1.0", chosen(catalogue, "a", "^1"));
        assertEquals("1.1.0", chosen(catalogue, "a", "latest"));
        assertEquals("2.0.0-rc.1", chosen(catalogue, "a", "2.0.0-rc.1"));
        assertEquals("3.0.0", chosen(catalogue, "b", "3"));
        assertEquals(Optional.empty(), catalogue.find("c"));
        assertEquals(Optional.empty(), catalogue.find("b").orElseThrow().choose(Selector.parse("1").orElseThrow()));
    }

    @Test
    void whereNothingWasDeployedTheNewestIs() {
        PromptCatalogue catalogue = PromptCatalogue.EMPTY.with(List.of(entry("a", "1.0.0-rc.1")));
        assertEquals("1.0.0-rc.1", catalogue.find("a").orElseThrow().deployment().orElseThrow().blue().toString());
        catalogue = catalogue.with(List.of(entry("a", "1.0.0"), entry("a", "1.1.0"), entry("a", "2.0.0-rc.1")));
        assertEquals("1.1.0", catalogue.find("a").orElseThrow().deployment().orElseThrow().blue().toString());
        Deployment deployment = new Deployment(Semver.of("1.0.0"), Optional.of(Semver.of("1.1.0")), 5);
        catalogue = catalogue.deploying(Map.of("a", deployment)).with(List.of(entry("a", "1.2.0")));
        assertEquals(Optional.of(deployment), catalogue.find("a").orElseThrow().deployment());
    }

    @Test
    void aChangeLeavesWhatWasAsItWas() {
        PromptCatalogue before = PromptCatalogue.EMPTY.with(List.of(entry("a", "1.0.0")));
        PromptCatalogue after = before.with(List.of(entry("a", "1.1.0")));
        assertEquals("1.0.0", chosen(before, "a", "latest"));
        assertEquals("1.1.0", chosen(after, "a", "latest"));
        assertEquals(0, PromptCatalogue.EMPTY.size());
        assertSame(after, after.with(List.of()));
        assertSame(after, after.deploying(Map.of()));
    }

    @Test
    void aVersionIsReadOnceAndOnlyIfItIsNeeded() {
        PublishedVersion version = entry("a", "1.0.0").version();
        PromptVersion read = version.content().orElseThrow();
        assertEquals("a@1.0.0", read.address());
        assertSame(read, version.content().orElseThrow());
        assertEquals(version.hash(), PromptDocument.hash(read));
    }

    /** A newer gateway may have written it. */
    @Test
    void whatCannotBeReadIsThereButHasNoContent() {
        for (String document : List.of("{\"id\":\"a\",\"version\":\"1.0.0\",\"template\":\"x\",\"tomorrow\":1}", "{")) {
            PublishedVersion unreadable = new PublishedVersion(Semver.of("1.0.0"), "sha256:", TODAY, "somebody", document);
            assertEquals(Optional.empty(), unreadable.content());
            assertEquals(Optional.empty(), unreadable.content());
        }
    }

    private static String chosen(PromptCatalogue catalogue, String id, String selector) {
        return catalogue.find(id).orElseThrow().choose(Selector.parse(selector).orElseThrow()).orElseThrow().version().toString();
    }

    private static PromptCatalogue.Entry entry(String id, String version) {
        PromptVersion read = ((Reading.Read) PromptReader.readJson("{\"id\":\"" + id + "\",\"version\":\"" + version + "\",\"template\":\"x\"}")).draft().content();
        return new PromptCatalogue.Entry(id, new PublishedVersion(read.version(), PromptDocument.hash(read), TODAY, "somebody", PromptDocument.compact(read)));
    }
}
