package dev.portcullis.config;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * The configuration in force. It changes only to another complete and consistent one; a file that is broken, or gone, changes
 * nothing. What is accepted but may not be meant is logged, a line each. Safe for use by many threads; {@link #current()} is one
 * volatile read.
 */
public final class RunningConfig {

    private static final Logger LOG = Logger.getLogger(RunningConfig.class);

    private record InForce(GatewayConfig config, List<String> warnings) {

        static InForce of(Optional<AcceptedConfig> read, GatewayConfig otherwise) {
            return read.map(accepted -> new InForce(accepted.config(), accepted.warnings().get()))
                    .orElseGet(() -> new InForce(otherwise, List.of()));
        }
    }

    private final ConfigFile file;
    private final List<Consumer<GatewayConfig>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile InForce inForce;
    private boolean fromFile; // guarded by reloading

    /** @throws InvalidConfig where the file cannot be used: there is nothing to start with */
    public RunningConfig(ConfigFile file) throws InvalidConfig {
        this.file = file;
        Optional<AcceptedConfig> read = file.read();
        fromFile = read.isPresent();
        inForce = InForce.of(read, DemoConfig.create());
        inForce.warnings.forEach(LOG::warn);
    }

    public GatewayConfig current() {
        return inForce.config;
    }

    /** What the file in force says that may not be meant: one line each, {@code file:line: path: what}; at most 51. */
    public List<String> warnings() {
        return inForce.warnings;
    }

    /**
     * Calls the listener with every configuration accepted from now on: in order, one at a time, on the thread that reloads,
     * after {@link #current()} gives it. Register first, then read the current one: the other way round may miss one.
     */
    public void onChange(Consumer<GatewayConfig> listener) {
        listeners.add(listener);
    }

    /**
     * Reads the file again; listeners must not call it.
     *
     * @return whether there is a new configuration in force; false where the file says the same as before
     * @throws InvalidConfig where the file cannot be used, or is gone; the old configuration stays in force
     */
    public boolean reload() throws InvalidConfig {
        if (reloading.isHeldByCurrentThread()) {
            throw new IllegalStateException("a listener reloads the configuration it is being told of");
        }
        reloading.lock();
        try {
            Optional<AcceptedConfig> read = file.read();
            if (read.isEmpty() && fromFile) {
                throw new InvalidConfig(List.of(file.path() + ": the file is gone"));
            }
            fromFile = read.isPresent();
            GatewayConfig before = current();
            InForce accepted = InForce.of(read, before);
            if (accepted.config.equals(before)) {
                // Comments may have moved what the warnings point to.
                inForce = new InForce(before, accepted.warnings);
                return false;
            }
            inForce = accepted;
            accepted.warnings.forEach(LOG::warn);
            listeners.forEach(listener -> tell(listener, accepted.config));
            return true;
        } finally {
            reloading.unlock();
        }
    }

    /** A listener that fails has a bug; the others still need to know. */
    private static void tell(Consumer<GatewayConfig> listener, GatewayConfig accepted) {
        try {
            listener.accept(accepted);
        } catch (RuntimeException bug) {
            LOG.error("A listener failed to take over the new configuration", bug);
        }
    }
}
