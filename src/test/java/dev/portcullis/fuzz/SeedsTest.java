package dev.portcullis.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The seeds of the fuzz targets, and what was found before, as a plain test: Jazzer's own way puts its agent into the process, which takes
 * much longer than all of this.
 */
class SeedsTest {

    private static final Path INPUTS = Path.of("src/test/resources/dev/portcullis/fuzz");

    private static void each(String target, Consumer<byte[]> run) throws IOException {
        List<Path> seeds;
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            seeds = files.sorted().toList();
        }
        assertFalse(seeds.isEmpty());
        for (Path seed : seeds) {
            try {
                run.accept(Files.readAllBytes(seed));
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(seed.getFileName() + ": " + failed.getMessage(), failed);
            }
        }
    }

    @Test
    void textsAreRead() throws IOException {
        each("ViewsFuzz", ViewsFuzz::fuzzerTestOneInput);
    }

    @Test
    void streamsPassOrEnd() throws IOException {
        each("GuardedStreamFuzz", GuardedStreamFuzz::fuzzerTestOneInput);
    }

    @Test
    void bodiesAreReadOrRefused() throws IOException {
        each("BodyFuzz", BodyFuzz::fuzzerTestOneInput);
    }
}
