package dev.portcullis.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded provider traffic below {@code src/test/resources/wire}; its README says where each file is from. */
public final class Recordings {

    private static final Path ROOT = Path.of("src/test/resources/wire");

    private Recordings() {
    }

    /** @param dialects folders, or none for all */
    public static List<Path> streams(String... dialects) {
        return files(".stream.txt", dialects);
    }

    public static List<Path> answers(String... dialects) {
        return files(".response.json", dialects);
    }

    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> files(String ending, String... dialects) {
        List<String> wanted = List.of(dialects);
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> wanted.isEmpty() || wanted.contains(file.getParent().getFileName().toString()))
                    .sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
