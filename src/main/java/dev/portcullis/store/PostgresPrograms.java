package dev.portcullis.store;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs PostgreSQL's programs. They refuse to be run by root, so root runs them in a user namespace of their own, where nobody is
 * root; what they write still belongs to root.
 */
final class PostgresPrograms {

    private static final int MOST_OUTPUT = 16 * 1024;
    /** Nothing of the gateway's environment is for the database: keys of providers least of all. */
    private static final List<String> KEPT = List.of("PATH", "TZ", "LANG");

    /** Is run to the end also when the gateway stops, for it stops the server. */
    private static final String STOPS = "pg_ctl";
    private static final String STOPPING = "the gateway stops";

    private final Path home;
    private final List<String> prefix;
    private Process running; // guarded by this
    private boolean abandoned; // guarded by this

    /** @throws CannotStart if they cannot be run on this machine, or by this user */
    PostgresPrograms(Path home) throws CannotStart {
        this.home = home;
        boolean root = isRoot();
        this.prefix = root ? List.of("unshare", "--user") : List.of();
        String failure = failure();
        if (!failure.isEmpty() && root) {
            throw new CannotStart("PostgreSQL cannot be run as root, and a user namespace for it cannot be made here (" + failure
                    + "). Run the gateway as another user, or set " + DatabaseSettings.REACTIVE_SETTING + " to a database");
        } else if (!failure.isEmpty()) {
            throw new CannotStart("the PostgreSQL that is shipped does not run on this machine (" + failure + "). Set "
                    + DatabaseSettings.REACTIVE_SETTING + " to a database");
        }
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException elsewhere) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** What kept the simplest of calls from working, or nothing. */
    private String failure() {
        try {
            Process process = builder("postgres", "--version").start();
            String said = said(process);
            return process.waitFor() == 0 ? "" : said.strip();
        } catch (IOException notFound) {
            return notFound.getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** @param arguments of a program in {@code bin}; its output and its complaints are one stream */
    ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        return builder;
    }

    /** The same in a session of its own, so that a Ctrl-C for the gateway does not reach it. */
    ProcessBuilder detached(String program, String... arguments) {
        ProcessBuilder builder = builder(program, arguments);
        if (isOnPath("setsid")) {
            builder.command().addFirst("setsid");
        }
        return builder;
    }

    /** Runs to the end. @param input for its standard input. @throws IOException with what it said, if it fails */
    void run(String input, String program, String... arguments) throws IOException {
        Process process = begin(program, arguments);
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String said = said(process);
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed: " + said.strip());
            }
        } catch (IOException failed) {
            throw isAbandoned() ? new IOException(STOPPING, failed) : failed;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private synchronized Process begin(String program, String... arguments) throws IOException {
        if (abandoned && !program.equals(STOPS)) {
            throw new IOException(STOPPING);
        }
        running = builder(program, arguments).start();
        return running;
    }

    private synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** The gateway stops: what runs is ended, and nothing more is begun. */
    synchronized void abandon() {
        abandoned = true;
        if (running != null && running.isAlive()) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }

    private static String said(Process process) throws IOException {
        String said = new String(process.getInputStream().readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        return said;
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
