package dev.portcullis;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/**
 * Says why Quarkus did not start, in one line where that is enough, and ends the process. Quarkus does as much by itself, but takes an
 * address that epoll finds in use, or a host that nobody knows, for a bug.
 */
final class FailedStart implements BiConsumer<Integer, Throwable> {

    /** How netty begins what the system said of {@code bind}; its exception is an {@link IOException} and no {@link BindException}. */
    private static final String NATIVE_BIND = "bind(";
    private static final String IN_USE = "Address already in use";

    private final Supplier<Config> settings;
    private final PrintStream errors;
    private final IntConsumer exit;

    /** @param settings Quarkus's, asked once it has failed */
    FailedStart(Supplier<Config> settings, PrintStream errors, IntConsumer exit) {
        this.settings = settings;
        this.errors = errors;
        this.exit = exit;
    }

    /** @param failure null where it ends for another reason */
    @Override
    public void accept(Integer code, Throwable failure) {
        // The log is closed by now.
        if (failure != null && !StartCutShort.is(failure)) {
            say(failure);
        }
        exit.accept(code);
    }

    private void say(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof BindException || cause instanceof UnknownHostException
                    || cause instanceof IOException && String.valueOf(cause.getMessage()).startsWith(NATIVE_BIND)) {
                Config config = settings.get();
                String host = config.getValue("quarkus.http.host", String.class);
                // Another name that is unknown is another fault.
                if (!(cause instanceof UnknownHostException) || String.valueOf(cause.getMessage()).startsWith(host)) {
                    errors.println("Portcullis cannot start: "
                            + cannotListen(host, config.getValue("quarkus.http.port", int.class), String.valueOf(cause.getMessage())));
                    return;
                }
            }
        }
        boolean saysAll = root instanceof ConfigurationException || root instanceof ConfigValidationException
                || root instanceof PreventFurtherStepsException;
        if (saysAll && root.getMessage() != null) {
            errors.println(root.getMessage());
        } else {
            errors.println("Portcullis cannot start:");
            failure.printStackTrace(errors);
        }
    }

    /** @param why what the system says, behind the last colon */
    static String cannotListen(String host, int port, String why) {
        String address = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return (why.endsWith(IN_USE) ? address + " is taken, another program listens there"
                : "it cannot listen at " + address + " (" + why.substring(why.lastIndexOf(':') + 1).strip() + ")")
                + ". QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT say where it listens";
    }
}
