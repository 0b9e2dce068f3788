package dev.portcullis.store.redis;

import dev.portcullis.FreePort;
import io.vertx.redis.client.RedisOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a port of its own that can be frozen, stopped, killed and started again. Keeps nothing on disk. */
public final class RedisProcess implements AutoCloseable {

    /** Unpacked by its first use, for all. */
    private static final class Program {

        static final File FILE = unpacked();

        private static File unpacked() {
            try {
                return ExecutableProvider.newJarResourceProvider(Files.createTempDirectory("redis-program").toFile()).get();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final int port;
    private Process process;

    private RedisProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** @param settings as {@code redis-server} takes them, such as {@code --maxmemory}, {@code 2mb} */
    public static RedisProcess start(String... settings) {
        try {
            RedisProcess redis = new RedisProcess(Files.createTempDirectory("redis"), FreePort.next());
            redis.startAgain(settings);
            return redis;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void startAgain(String... settings) {
        try {
            List<String> command = new ArrayList<>(List.of(Program.FILE.getPath(), "--port", Integer.toString(port), "--bind", "127.0.0.1",
                    "--save", "", "--appendonly", "no"));
            command.addAll(List.of(settings));
            process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log.txt").toFile()).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        awaitListening();
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public Optional<RedisOptions> options() {
        return Optional.of(new RedisOptions().setConnectionString(url()));
    }

    /** It is there, takes connections, and answers nobody. */
    public void freeze() {
        signal("-STOP");
    }

    public void wake() {
        signal("-CONT");
    }

    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
        throw new AssertionError("Redis did not start; see " + folder.resolve("log.txt"));
    }
}
