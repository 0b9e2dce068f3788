package dev.portcullis.usage.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where one process keeps the files of its {@link Journal}: no other uses it at the same time. Below one folder that all share there
 * is one for each process that ever ran at the same time as others.
 */
final class JournalFolder implements Closeable {

    private static final Logger LOG = Logger.getLogger(JournalFolder.class);
    private static final String SUFFIX = ".journal";
    private static final String LEFT = ".left";
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.journal(\\.left)?");

    private final Path shared;
    private final Path own;
    private final FileChannel lock;
    private long number;

    private JournalFolder(Path shared, Path own, FileChannel lock) {
        this.shared = shared;
        this.own = own;
        this.lock = lock;
    }

    /** The first that is free; it is so again when this is closed, or when the process ends in whatever way. */
    static JournalFolder own(Path shared) throws IOException {
        Files.createDirectories(shared);
        for (int i = 0;; i++) {
            Path folder = Files.createDirectories(shared.resolve(Integer.toString(i)));
            Optional<FileChannel> lock = lock(folder);
            if (lock.isPresent()) {
                return new JournalFolder(shared, folder, lock.get());
            }
        }
    }

    /** What processes that are gone have left, here and elsewhere, each one's in the order in which it was written. */
    List<Segment> adopt() throws IOException {
        List<Segment> left = new ArrayList<>();
        List<Path> here = journals(own);
        number = here.stream().mapToLong(JournalFolder::number).max().orElse(-1) + 1;
        for (Path file : here) {
            adopt(file).ifPresent(left::add);
        }
        try (Stream<Path> folders = Files.list(shared)) {
            for (Path other : folders.filter(folder -> !folder.equals(own)).filter(Files::isDirectory).sorted().toList()) {
                Optional<FileChannel> free = lock(other);
                if (free.isPresent()) {
                    try (FileChannel locked = free.get()) {
                        for (Path file : journals(other)) {
                            adopt(file).ifPresent(left::add);
                        }
                    }
                }
            }
        }
        return left;
    }

    /** Renames it into the own folder, so that no other process takes it as well. One that its process had not made ready when it ended goes. */
    private Optional<Segment> adopt(Path file) throws IOException {
        if (Segment.isUnbegun(file)) {
            Files.delete(file);
            return Optional.empty();
        }
        Path mine = own.resolve(name(number++) + LEFT);
        Files.move(file, mine);
        Optional<Segment> left = Segment.recover(mine);
        if (left.isEmpty()) {
            LOG.warnf("%s is no journal that this version of the ledger can read and is left where it is", mine);
        }
        return left;
    }

    /** The first number that no file here has; known when what was left is adopted. */
    long firstFree() {
        return number;
    }

    Path file(long which) {
        return own.resolve(name(which));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static String name(long number) {
        return String.format("%012d%s", number, SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().split("\\.", 2)[0]);
    }

    private static List<Path> journals(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException ownProcess) {
            // Locked all the same.
        }
        channel.close();
        return Optional.empty();
    }
}
