package dev.portcullis.config;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * The configuration in force. It changes only to another complete and consistent one; a file that is broken, or gone, changes
 * nothing. Safe for use by many threads; {@link #current()} is one volatile read.
 */
public final class RunningConfig {

    private static final Logger LOG = Logger.getLogger(RunningConfig.class);

    private final ConfigFile file;
    private final List<Consumer<GatewayConfig>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock reloading = new ReentrantLock();
    private volatile GatewayConfig current;
    private boolean fromFile; // guarded by reloading

    /** @throws InvalidConfig where the file cannot be used: there is nothing to start with */
    public RunningConfig(ConfigFile file) throws InvalidConfig {
        this.file = file;
        Optional<GatewayConfig> read = file.read();
        fromFile = read.isPresent();
        current = read.orElseGet(DemoConfig::create);
    }

    public GatewayConfig current() {
        return current;
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
            Optional<GatewayConfig> read = file.read();
            if (read.isEmpty() && fromFile) {
                throw new InvalidConfig(List.of(file.path() + ": the file is gone"));
            }
            fromFile = read.isPresent();
            GatewayConfig accepted = read.orElse(current);
            if (accepted.equals(current)) {
                return false;
            }
            current = accepted;
            listeners.forEach(listener -> tell(listener, accepted));
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
