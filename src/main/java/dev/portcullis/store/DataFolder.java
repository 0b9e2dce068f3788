package dev.portcullis.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/**
 * Where the gateway keeps what it must remember when nobody gave it a database, and, in any case, what is not in the database yet:
 * {@value #SETTING}, else {@value #DEFAULT} in the working directory. Made when it is first needed, for its owner only; one that is
 * there stays as it is.
 */
public final class DataFolder {

    public static final String SETTING = "PORTCULLIS_DATA";
    public static final String DEFAULT = ".portcullis";

    private static final String OWNER_ONLY = "rwx------";
    private static final String LOCK = "lock";
    private static final int MOST_HOLDER = 64;

    private final Path path;

    public DataFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** @param environment the value of a variable, or null if it is not set; {@code System::getenv}. A blank setting counts as not set */
    public static DataFolder of(UnaryOperator<String> environment) {
        String setting = environment.apply(SETTING);
        return new DataFolder(Path.of(setting == null || setting.isBlank() ? DEFAULT : setting));
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    /** A folder in it, for its owner only. Where it cannot be made, who uses it will find out. */
    public Path prepared(String name) {
        try {
            return make(name);
        } catch (CannotStart unusable) {
            return path.resolve(name);
        }
    }

    /** Makes the folder, and one in it. Returns it as the file system calls it, through any links. */
    Path make(String name) throws CannotStart {
        return make(make(path).resolve(name));
    }

    private Path make(Path folder) throws CannotStart {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            }
            return folder.toRealPath();
        } catch (IOException unusable) {
            throw new CannotStart("cannot make the folder " + folder + " (" + unusable.getClass().getSimpleName() + "). " + SETTING
                    + " says where the gateway keeps its data; " + DatabaseSettings.REACTIVE_SETTING + " names a database, which needs no folder",
                    unusable);
        }
    }

    /** Keeps every other gateway out of this folder until it is released, or the process ends in whatever way. */
    FileLock lock() throws CannotStart {
        Path file = make(path).resolve(LOCK);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = holder(channel);
                channel.close();
                throw new CannotStart("another gateway" + holder + " uses the data folder " + path + ". Stop it, or give this one a folder of "
                        + "its own with " + SETTING + ", or let both use one database with " + DatabaseSettings.REACTIVE_SETTING);
            }
            channel.truncate(0).write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
            return lock;
        } catch (IOException unusable) {
            throw new CannotStart("cannot lock " + file + " (" + unusable.getClass().getSimpleName() + "); " + SETTING
                    + " must name a folder that this user may write", unusable);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ourselves) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_HOLDER);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return pid.matches("[0-9]+") ? " (process " + pid + ")" : "";
    }
}
