package dev.portcullis.prompt.directory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Looks at a {@link PromptDirectory} again and again, and shows how it is. */
public final class DirectoryWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DirectoryWatch.class);
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private final PromptDirectory directory;
    private final Duration interval;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("prompt-watch").factory());

    /** @param interval between the end of one look and the next; a file that is taken away needs two */
    public DirectoryWatch(PromptDirectory directory, Duration interval, MeterRegistry meters) {
        this.directory = directory;
        this.interval = interval;
        Gauge.builder(Metric.PROMPT_FILES.meterName(), directory, PromptDirectory::files).description(Metric.PROMPT_FILES.meaning()).register(meters);
        Gauge.builder(Metric.PROMPT_FILES_BROKEN.meterName(), directory, PromptDirectory::broken).description(Metric.PROMPT_FILES_BROKEN.meaning()).register(meters);
    }

    /** Once. The first look is over when this returns. */
    public void start() {
        look();
        clock.scheduleWithFixedDelay(this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            directory.look();
        } catch (RuntimeException bug) {
            LOG.error("Looking at the directory of prompts failed; it is looked at again", bug);
        }
    }
}
