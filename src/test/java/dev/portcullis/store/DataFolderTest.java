package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temporary;

    @Test
    void isWhereTheSettingSaysAndBesideTheProgramWithoutOne() {
        assertEquals(Path.of("/var/lib/p"), DataFolder.of(name -> name.equals("PORTCULLIS_DATA") ? "/var/lib/./p/" : null).path());
        assertEquals(Path.of(".portcullis").toAbsolutePath(), DataFolder.of(name -> " ").path());
    }

    @Test
    void isMadeForItsOwnerOnly() throws IOException, CannotStart {
        Path made = new DataFolder(temporary.resolve("a/b")).make("c");
        for (Path folder : new Path[] {made, made.getParent()}) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    /** The journal made it for everybody to read where there was a database elsewhere. */
    @Test
    void isMadeForItsOwnerOnlyBesideADatabaseElsewhereToo() throws IOException {
        Path journal = new DataFolder(temporary.resolve("a")).prepared("ledger");
        for (Path folder : new Path[] {journal, journal.getParent()}) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void aFolderThatIsThereStaysAsItIs() throws IOException {
        Path there = Files.createDirectory(temporary.resolve("there"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        new DataFolder(there).prepared("ledger");
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
        assertEquals(temporary.resolve("file/ledger"), new DataFolder(Files.createFile(temporary.resolve("file"))).prepared("ledger"));
    }

    @Test
    void takesOneGatewayAtATimeAndSaysToTheNextWhereAndWhatToDo() throws IOException, CannotStart {
        DataFolder data = new DataFolder(temporary);
        try (FileLock held = data.lock()) {
            assertTrue(held.isValid());
            String message = assertThrows(CannotStart.class, new DataFolder(temporary)::lock).getMessage();
            for (String part : new String[] {temporary.toString(), "process " + ProcessHandle.current().pid(), "PORTCULLIS_DATA",
                "QUARKUS_DATASOURCE_REACTIVE_URL"}) {
                assertTrue(message.contains(part), message);
            }
        }
        data.lock().release();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        String message = assertThrows(CannotStart.class, () -> new DataFolder(file).make("c")).getMessage();
        assertTrue(message.contains(file.toString()) && message.contains("PORTCULLIS_DATA"), message);
    }
}
