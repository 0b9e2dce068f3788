package dev.portcullis.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jboss.logging.Logger;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, which are shipped as an archive and unpacked once, into a folder that is named by the archive's hash. */
final class PostgresBinaries {

    private static final Logger LOG = Logger.getLogger(PostgresBinaries.class);
    private static final String UNFINISHED = ".unfinished";
    private static final int HASH_SHOWN = 12;
    private static final int EXECUTABLE = 0111;
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");

    private PostgresBinaries() {
    }

    /** The archive for a machine, as it is called on the class path. */
    static String archive(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : os.replace(' ', '_');
        String machine = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> osArch;
        };
        return "postgres-" + system + "-" + machine + ".txz";
    }

    /**
     * Nobody else may unpack into the folder at the same time.
     *
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     */
    static Path unpacked(Path into) throws CannotStart {
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            removeUnfinished(into);
            Path home = into.resolve(hash(archive));
            if (!Files.isDirectory(home)) {
                Path beside = unfinished(into, home.getFileName().toString());
                unpack(archive, beside);
                Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
                flush(into);
            }
            return home;
        } catch (IOException failed) {
            throw new CannotStart("cannot unpack PostgreSQL into " + into + ": " + failed + ". " + DataFolder.SETTING
                    + " names the folder; " + DatabaseSettings.REACTIVE_SETTING + " names a database, which needs none", failed);
        }
    }

    /** A new folder for what is renamed when it is whole. */
    static Path unfinished(Path into, String name) throws IOException {
        return Files.createTempDirectory(into, name + UNFINISHED);
    }

    private static InputStream open(String archive) throws CannotStart {
        InputStream in = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (in == null) {
            throw new CannotStart("no PostgreSQL is shipped for this machine (" + archive + " is not there). Set "
                    + DatabaseSettings.REACTIVE_SETTING + " to a database, such as postgresql://host:5432/portcullis");
        }
        return in;
    }

    private static String hash(String archive) throws IOException, CannotStart {
        try (DigestInputStream in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, HASH_SHOWN);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void unpack(String archive, Path home) throws IOException, CannotStart {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = home.resolve(entry.getName()).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException(archive + " leads out of its folder with " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (isNeeded(entry.getName())) {
                    Files.createDirectories(target.getParent());
                    write(tar, entry, target);
                }
            }
        }
    }

    /** All but what only serves to compile something against PostgreSQL. */
    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("/pgxs/") && !name.contains("/pkgconfig/");
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & EXECUTABLE) != 0 ? PROGRAM : PLAIN);
            flush(target);
        }
    }

    /** Onto the disk: after a power cut the folder must not hold files that are whole in name only. */
    private static void flush(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What processes that were killed in the middle of something have left; what cannot be removed now is left for the next start. */
    private static void removeUnfinished(Path into) throws IOException {
        try (Stream<Path> children = Files.list(into)) {
            for (Path child : children.filter(path -> path.getFileName().toString().contains(UNFINISHED)).toList()) {
                try {
                    remove(child);
                } catch (IOException inUse) {
                    LOG.debugf(inUse, "%s stays for now", child);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
