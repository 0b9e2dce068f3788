package dev.portcullis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged program's classes, read and laid out once for all starts (the JVM's ahead-of-time cache, JEP 483), which spares a start
 * half of its processor time. It lies beside the program's folder and is good until the program is packaged anew; whoever needs it first
 * makes it, and all who test the program at the same time wait for that. To make it takes as long as some starts, so who starts few does
 * without.
 */
final class StartCache {

    private static final int WORTH_IT_FROM = 3;
    private static final int MAKING_SECONDS = 120;
    private static int starts;
    private static List<String> options = List.of();

    private StartCache() {
    }

    /** Options for the JVM that is started next. */
    static synchronized List<String> options() {
        if (options.isEmpty() && (isFresh() || ++starts == WORTH_IT_FROM)) {
            options = made();
        }
        return options;
    }

    /** @return no options if it cannot be made */
    static List<String> made() {
        Path lock = file().resolveSibling("start-cache.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock others = channel.lock()) {
            return isFresh() || make() ? option() : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** By a program that is called as tests call it, is told to end and, before it does, writes down what it has loaded. */
    private static boolean make() throws IOException {
        Path unfinished = file().resolveSibling("start-cache-" + ProcessHandle.current().pid() + ".aot");
        // Of Java 25's stubs in the cache one is not the one that it looks for, of which each start would warn in two lines.
        try (PackagedGateway trained = PackagedGateway.start(new GatewayFile().builtInSimulator().single("demo", "simulator", "demo")
                .tenant("acme", "acme", ", limits: { requests-per-minute: 1000 }, budget: { daily: 1000 }").toString(),
                "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:AOTCacheOutput=" + unfinished)) {
            for (String more : List.of("", ",\"stream\":true")) {
                trained.post("/v1/chat/completions", RawCall.body("demo", more), "authorization", "Bearer acme");
            }
            trained.admin("GET", "/audit", null);
            trained.metric("portcullis_open_calls");
            trained.process().destroy();
            if (trained.process().waitFor(MAKING_SECONDS, TimeUnit.SECONDS) && Files.exists(unfinished)) {
                Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
                return true;
            }
            System.out.println("tests start the gateway without a cache: none was made\n" + trained.log());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean isFresh() {
        try (Stream<Path> packaged = Files.walk(PackagedGateway.jar().getParent())) {
            long made = file().toFile().lastModified();
            return made > 0 && packaged.filter(path -> path.toString().endsWith(".jar"))
                    .allMatch(jar -> jar.toFile().lastModified() < made);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> option() {
        return List.of("-XX:AOTCache=" + file());
    }

    /** Another Java cannot read it. */
    private static Path file() {
        return PackagedGateway.jar().getParent().resolveSibling("start-cache-" + Runtime.version() + ".aot");
    }
}
