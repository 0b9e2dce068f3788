package dev.portcullis.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** PostgreSQL's programs, unpacked once for all tests of a build: that takes longer than all the rest of a first start. */
public final class UnpackedPrograms {

    private static final Path FOLDER = Path.of("target", "postgresql-programs").toAbsolutePath();

    private UnpackedPrograms() {
    }

    /** Whoever comes while they are unpacked, in whatever process, waits for that. @return the folder with {@code bin} */
    public static synchronized Path folder() {
        try {
            Files.createDirectories(FOLDER);
            Path lock = FOLDER.resolveSibling("postgresql-programs.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock others = channel.lock()) {
                return PostgresBinaries.unpacked(FOLDER);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CannotStart impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Gives them to a data folder whose PostgreSQL has not been started yet. */
    public static void linkInto(Path data) {
        try {
            Path programs = folder();
            Files.createSymbolicLink(new DataFolder(data).make("postgresql").resolve(programs.getFileName()), programs);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (CannotStart impossible) {
            throw new AssertionError(impossible);
        }
    }
}
