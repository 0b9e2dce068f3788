package dev.portcullis.config;

import java.time.Duration;

import org.jboss.logging.Logger;

/**
 * Reloads the configuration when the file's content changes. Each content is tried once, so a half-written file is refused with one
 * warning and tried again when it has changed once more.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConfigWatch.class);

    private final ConfigFile file;
    private final RunningConfig running;
    private final RepeatedLook looks;
    private String seen = ""; // of whoever looks

    /** @param interval between the end of one look and the next, for example one second */
    public ConfigWatch(ConfigFile file, RunningConfig running, Duration interval) {
        this.file = file;
        this.running = running;
        this.looks = new RepeatedLook("config-watch", file.path().toString(), interval, this::look);
    }

    /** Once; the first look is one interval from now and also sees what changed since the configuration was loaded. */
    public void start() {
        looks.start();
    }

    /** See {@link RepeatedLook#close}. */
    @Override
    public void close() {
        looks.close();
    }

    void look() {
        String now = file.fingerprint();
        if (!now.equals(seen)) {
            seen = now;
            reload();
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
