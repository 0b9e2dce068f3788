package dev.portcullis.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The files of the embedded database: the cluster, and the password of its one user, which only the folder's owner can read. */
final class PostgresCluster {

    static final String USER = "portcullis";
    static final String DATABASE = "portcullis";

    private static final int PASSWORD_BYTES = 24;
    private static final int STATUS_LINE = 7;

    private final Path folder;
    private final Path cluster;
    private final Path passwordFile;
    private final PostgresPrograms programs;

    /** @param folder nobody else may use it at the same time */
    PostgresCluster(Path folder, PostgresPrograms programs) {
        this.folder = folder;
        this.cluster = folder.resolve("cluster");
        this.passwordFile = folder.resolve("password");
        this.programs = programs;
    }

    Path path() {
        return cluster;
    }

    /** Made once; what a process that was killed in the middle has left is made anew. */
    void make() throws CannotStart {
        try {
            if (!Files.exists(cluster)) {
                Path beside = PostgresBinaries.unfinished(folder, "cluster");
                writePassword();
                programs.run("", "initdb", "--pgdata", beside.toString(), "--encoding", "UTF8", "--locale", "C", "--username", USER,
                        "--auth", "scram-sha-256", "--pwfile", passwordFile.toString(), "--no-instructions");
                programs.run("CREATE DATABASE " + DATABASE + "\n", "postgres", "--single", "-D", beside.toString(), "postgres");
                Files.move(beside, cluster, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            throw new CannotStart("cannot make a database in " + folder + ": " + failed.getMessage(), failed);
        }
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile);
        Files.createFile(passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(secret) + "\n", StandardOpenOption.TRUNCATE_EXISTING);
    }

    String password() throws CannotStart {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException unreadable) {
            throw new CannotStart("the database in " + folder + " cannot be opened without the file " + passwordFile + " ("
                    + unreadable.getClass().getSimpleName() + "); restore it from a backup of the folder", unreadable);
        }
    }

    /** Whether this process serves the cluster and takes connections. */
    boolean isReady(Process server) {
        List<String> lines = postmaster();
        return lines.size() > STATUS_LINE && lines.getFirst().strip().equals(Long.toString(server.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /** Who serves the cluster, or did until it was killed: the process that PostgreSQL's own {@code postmaster.pid} names, if it lives. */
    Optional<ProcessHandle> holder() {
        return postmaster().stream().findFirst().map(String::strip).filter(line -> line.matches("[0-9]{1,18}")).map(Long::parseLong)
                .flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    /** Whether a process is a PostgreSQL that was started for this cluster: its number alone may belong to anything by now. */
    boolean isServedBy(ProcessHandle process) {
        boolean postgres = process.info().command().map(command -> Path.of(command).endsWith("postgres")).orElse(false);
        return postgres && process.info().arguments().map(Arrays::asList).orElse(List.of()).contains(cluster.toString());
    }

    private List<String> postmaster() {
        try {
            return Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            return List.of(); // it is being written
        }
    }
}
