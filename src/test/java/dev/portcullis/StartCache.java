package dev.portcullis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program's classes, read and laid out once for all starts (the JVM's ahead-of-time cache, JEP 483), which spares a start a fifth
 * of its processor time. To make it takes as long as some starts, so who runs few tests does without.
 */
final class StartCache {

    private static final int WORTH_IT_FROM = 6;
    private static final int MAKING_SECONDS = 120;
    private static int starts;
    private static List<String> options = List.of();

    private StartCache() {
    }

    /** Options for the JVM that is started next. */
    static synchronized List<String> options() {
        if (++starts == WORTH_IT_FROM) {
            options = made();
        }
        return options;
    }

    /** By a program that is told to end and, before it does, writes down what it has loaded. @return no options if it has not */
    static List<String> made() {
        Path file = PackagedGateway.jar().resolveSibling("tests-" + ProcessHandle.current().pid() + ".aot");
        // Of Java 25's stubs in the cache one is not the one that it looks for, of which each start would warn in two lines.
        try (PackagedGateway trained = PackagedGateway.start(null, "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching", "-XX:AOTCacheOutput=" + file)) {
            trained.process().destroy();
            if (trained.process().waitFor(MAKING_SECONDS, TimeUnit.SECONDS) && Files.exists(file)) {
                file.toFile().deleteOnExit();
                return List.of("-XX:AOTCache=" + file);
            }
            System.out.println("tests start the gateway without a cache: none was made\n" + trained.log());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }
}
