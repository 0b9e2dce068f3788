package dev.portcullis.prompt.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.portcullis.prompt.source.WriteSource;

/** Writes files that are not there yet. */
final class NewFile {

    private NewFile() {
    }

    /** @return false where there is a file of this name, which stays as it is */
    static boolean write(Path directory, WriteSource.Written file) throws Cannot {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(file.name()), file.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        } catch (IOException failed) {
            throw new Cannot("cannot write " + directory.resolve(file.name()) + " (" + failed.getClass().getSimpleName() + ")");
        }
    }
}
