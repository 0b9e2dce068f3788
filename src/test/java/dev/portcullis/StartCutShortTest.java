package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class StartCutShortTest {

    private final StartCutShort filter = new StartCutShort();

    @Test
    void whatFailedOnlyBecauseTheJvmEndsIsNotLogged() {
        IllegalStateException refused = new IllegalStateException("Shutdown in progress");
        assertFalse(filter.isLoggable(line(refused)));
        assertFalse(filter.isLoggable(line(new RuntimeException("Failed to start quarkus", refused))));
    }

    @Test
    void everythingElseIs() {
        assertTrue(filter.isLoggable(line(null)));
        assertTrue(filter.isLoggable(line(new RuntimeException("Shutdown in progress", new IllegalStateException()))));
        assertTrue(filter.isLoggable(line(new RuntimeException("Failed to start quarkus", new IllegalStateException("no port")))));
    }

    /** What the filter goes by is the JVM's own word. */
    @Test
    void thatIsWhatTheJvmSays() throws Exception {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                Late.class.getName()).redirectErrorStream(true).start();
        assertEquals("Shutdown in progress", new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip());
    }

    /** Wants a shutdown hook while it ends. */
    static final class Late {

        public static void main(String... arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Runtime.getRuntime().addShutdownHook(new Thread());
                } catch (IllegalStateException refused) {
                    System.out.println(refused.getMessage());
                }
            }));
        }
    }

    private static LogRecord line(Throwable thrown) {
        LogRecord line = new LogRecord(Level.SEVERE, "Failed to start application");
        line.setThrown(thrown);
        return line;
    }
}
