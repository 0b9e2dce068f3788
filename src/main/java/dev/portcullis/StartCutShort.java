package dev.portcullis;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log how a start failed that SIGTERM came upon: the JVM takes no shutdown hooks any more, and whoever wants one then
 * fails with a stack trace that is nobody's trouble.
 */
@LoggingFilter(name = "start-cut-short")
public final class StartCutShort implements Filter {

    /** As {@code java.lang.ApplicationShutdownHooks} has it. */
    private static final String STOPPING = "Shutdown in progress";

    @Override
    public boolean isLoggable(LogRecord line) {
        return !is(line.getThrown());
    }

    /** @param failure of a start; null for none */
    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && STOPPING.equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }
}
