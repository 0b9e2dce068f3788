package dev.portcullis.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL of the gateway's own, for when nobody gave it one: kept in the data folder, on a free port of the loopback
 * interface, as durable as any. It is started again on the same port if it ends by itself, and what a gateway that was killed has
 * left running is stopped first. While one gateway uses the folder no other can.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final String FOLDER = "postgresql";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int FIRST_ATTEMPTS = 8;
    private static final int FAST_SECONDS = 20;
    private static final int IMMEDIATE_SECONDS = 5;

    private final DataFolder data;
    private final LastLines lastLines = new LastLines();
    private FileLock lock;
    private volatile PostgresPrograms programs;
    private PostgresCluster cluster;
    private volatile int port;
    private Process server; // guarded by this
    private boolean closing; // guarded by this

    public EmbeddedPostgres(DataFolder data) {
        this.data = data;
    }

    /**
     * Once; returns when it takes connections.
     *
     * @throws CannotStart also where {@link #close} came first
     */
    public void start() throws CannotStart {
        lock = data.lock();
        Path folder = data.make(FOLDER);
        programs = new PostgresPrograms(PostgresBinaries.unpacked(folder));
        cluster = new PostgresCluster(folder, programs);
        cluster.make();
        stopWhatIsLeft();
        // Another program may take the port in between, and what was killed may need a moment until it is gone.
        Optional<String> failure = Optional.empty();
        for (int attempt = 0; attempt < FIRST_ATTEMPTS; attempt++) {
            port = freePort();
            failure = startServer();
            if (failure.isEmpty()) {
                Thread.ofPlatform().daemon().name("postgresql-watch").start(this::watch);
                return;
            }
            LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(attempt + 1L).toNanos());
        }
        throw new CannotStart("PostgreSQL does not start in " + folder + ": " + failure.orElseThrow());
    }

    /** Stops it; idempotent, at any time. What was committed stays. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            closing = true;
            running = server;
        }
        if (programs != null) {
            programs.abandon();
        }
        if (running != null) {
            stop(running.toHandle());
        }
        try {
            if (lock != null) {
                lock.channel().close();
            }
        } catch (IOException released) {
            LOG.debug("the lock of the data folder ends with the process", released);
        }
    }

    public String host() {
        return LOOPBACK;
    }

    public int port() {
        return port;
    }

    public String database() {
        return PostgresCluster.DATABASE;
    }

    public String user() {
        return PostgresCluster.USER;
    }

    public String password() throws CannotStart {
        return cluster.password();
    }

    /** The process that serves now; another one after a restart. */
    public synchronized ProcessHandle process() {
        return server.toHandle();
    }

    private void stopWhatIsLeft() {
        Optional<ProcessHandle> holder = cluster.holder();
        if (holder.filter(cluster::isServedBy).isPresent()) {
            LOG.warnf("PostgreSQL still ran in %s (process %d), left by a gateway that was killed: it is stopped", cluster.path(), holder.get().pid());
            stop(holder.get());
        }
    }

    /** @return why it does not run; empty once it takes connections */
    private Optional<String> startServer() {
        Process started;
        synchronized (this) {
            if (closing) {
                return Optional.of("the gateway stops");
            }
            try {
                ProcessBuilder builder = programs.detached("postgres", arguments());
                // A number in postmaster.pid that now belongs to some other program would keep PostgreSQL from starting; this is how
                // it is told so. Its check that no process of its own still uses the files is not touched.
                cluster.holder().filter(process -> process.info().command().isPresent() && !cluster.isServedBy(process))
                        .ifPresent(other -> builder.environment().put("PG_GRANDPARENT_PID", Long.toString(other.pid())));
                started = builder.start();
            } catch (IOException failed) {
                return Optional.of(failed.getMessage());
            }
            server = started;
        }
        lastLines.follow(started);
        return awaitReady(started);
    }

    private String[] arguments() {
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.path().toString()));
        for (String setting : List.of("listen_addresses=" + LOOPBACK, "port=" + port, "unix_socket_directories=", "cluster_name=portcullis",
                "fsync=on", "full_page_writes=on", "synchronous_commit=on",
                // One gateway: a pool or two, a few idle connections, and what an operator opens beside them.
                "max_connections=50", "shared_buffers=32MB", "max_wal_size=256MB", "wal_level=minimal", "max_wal_senders=0",
                "max_logical_replication_workers=0", "max_parallel_workers=2", "jit=off",
                // Failed statements are the gateway's to report; they may hold what is no log's business.
                "log_min_messages=log", "log_min_error_statement=panic", "log_checkpoints=off", "logging_collector=off")) {
            arguments.add("-c");
            arguments.add(setting);
        }
        return arguments.toArray(String[]::new);
    }

    private Optional<String> awaitReady(Process started) {
        long begin = System.nanoTime();
        boolean told = false;
        while (!cluster.isReady(started)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (!started.isAlive()) {
                return Optional.of("it ended with " + started.exitValue() + lastLines);
            }
            if (waited.compareTo(LONGEST_RECOVERY) > 0) {
                stop(started.toHandle());
                return Optional.of("it took no connections within " + LONGEST_RECOVERY.toMinutes() + " minutes" + lastLines);
            }
            if (!told && waited.compareTo(WORTH_A_LINE) > 0) {
                LOG.info("PostgreSQL recovers its files in " + cluster.path());
                told = true;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return Optional.empty();
    }

    private void watch() {
        while (true) {
            Process watched;
            synchronized (this) {
                watched = server;
            }
            int exit = waitFor(watched);
            synchronized (this) {
                if (closing) {
                    return;
                }
            }
            LOG.warnf("the embedded PostgreSQL ended with %d and is started again%s", exit, lastLines);
            Duration pause = FIRST_PAUSE;
            String said = "";
            Optional<String> failure = startServer();
            while (failure.isPresent()) {
                said = sayWhereItIsNews(failure.get(), said);
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                synchronized (this) {
                    if (closing) {
                        return;
                    }
                }
                failure = startServer();
            }
            LOG.info("the embedded PostgreSQL takes connections again");
        }
    }

    /** What it says of itself has times and numbers of processes in it, which are other ones each time. @return what was said last */
    private static String sayWhereItIsNews(String why, String said) {
        String reason = why.replaceAll("[0-9]+", "0");
        LOG.logf(reason.equals(said) ? Logger.Level.DEBUG : Logger.Level.WARN, "PostgreSQL does not start again yet: %s", why);
        return reason;
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException nobodyInterruptsThisThread) {
                LOG.debug("interrupted while PostgreSQL runs", nobodyInterruptsThisThread);
            }
        }
    }

    /** Ends sessions and writes all to disk; if that takes too long, ends at once, which costs a recovery at the next start and no data. */
    private void stop(ProcessHandle process) {
        stop(process, "fast", FAST_SECONDS);
        stop(process, "immediate", IMMEDIATE_SECONDS);
        if (process.isAlive()) {
            // One that hangs does not end what it began, and what is left of that would keep the next one from the files.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        process.onExit().orTimeout(IMMEDIATE_SECONDS, TimeUnit.SECONDS).exceptionally(_ -> process).join();
    }

    private void stop(ProcessHandle process, String how, int seconds) {
        try {
            if (process.isAlive()) {
                programs.run("", "pg_ctl", "stop", "-D", cluster.path().toString(), "-m", how, "-w", "-t", Integer.toString(seconds));
            }
        } catch (IOException notStopped) {
            LOG.debugf(notStopped, "PostgreSQL did not stop %s", how);
        }
    }

    private static int freePort() throws CannotStart {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new CannotStart("no free port on the loopback interface (" + none.getMessage() + ")", none);
        }
    }
}
