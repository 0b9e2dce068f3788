package dev.portcullis.config;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

/**
 * Looks at something in the file system again and again, on a thread of its own. That is done instead of asking the file system for events:
 * Kubernetes changes a ConfigMap by swapping symbolic links further up, which no event of a file tells.
 */
public final class RepeatedLook implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RepeatedLook.class);
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private final String what;
    private final Duration interval;
    private final Runnable look;
    private final ScheduledExecutorService clock;

    /**
     * @param thread   its name
     * @param what     for the log: "the directory of prompts"
     * @param interval between the end of one look and the next
     * @param look     what fails is a bug, is logged, and keeps no other look from happening
     */
    public RepeatedLook(String thread, String what, Duration interval, Runnable look) {
        this.what = what;
        this.interval = interval;
        this.look = look;
        this.clock = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(thread).factory());
    }

    /** Once; the first look is one interval from now. */
    public void start() {
        clock.scheduleWithFixedDelay(this::now, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** On the thread that asks, which must not be while others are under way. */
    public void now() {
        try {
            look.run();
        } catch (Throwable bug) {
            LOG.error("Looking at " + what + " failed; it is looked at again", bug);
        }
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
}
