package dev.portcullis.config;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Reloads the configuration when the file's content changes. It reads the file at an interval instead of asking the file system
 * for events: Kubernetes changes a ConfigMap by swapping symbolic links further up, which no event of the file tells. Each
 * content is tried once, so a half-written file is refused with one warning and tried again when it has changed once more.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConfigWatch.class);
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private final ConfigFile file;
    private final RunningConfig running;
    private final Duration interval;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("config-watch").factory());
    private String seen = ""; // used by the clock's thread only

    /** @param interval between the end of one look and the next, for example one second */
    public ConfigWatch(ConfigFile file, RunningConfig running, Duration interval) {
        this.file = file;
        this.running = running;
        this.interval = interval;
    }

    /** Once; the first look is one interval from now and also sees what changed since the configuration was loaded. */
    public void start() {
        clock.scheduleWithFixedDelay(this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No look begins after this; waits up to two seconds for one that runs. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        try {
            String now = file.fingerprint();
            if (!now.equals(seen)) {
                seen = now;
                reload();
            }
        } catch (RuntimeException bug) {
            LOG.error("Looking at " + file.path() + " failed; it is looked at again", bug);
        }
    }

    private void reload() {
        try {
            if (running.reload()) {
                GatewayConfig config = running.current();
                LOG.info(file.path() + " reloaded: " + config.providers().size() + " providers, "
                        + config.models().size() + " models, " + config.tenants().size() + " tenants");
            }
        } catch (InvalidConfig refused) {
            LOG.warn(file.path() + " refused, the old configuration stays in force:\n" + refused.getMessage());
        }
    }
}
