package dev.portcullis.prompt.directory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Looks at a {@link PromptDirectory} again and again, and shows how it is. */
public final class DirectoryWatch implements AutoCloseable {

    static final String FILES = "portcullis_prompt_files";
    static final String BROKEN = "portcullis_prompt_files_broken";

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
        Gauge.builder(FILES, directory, PromptDirectory::files).description("Files of prompts that are served.").register(meters);
        Gauge.builder(BROKEN, directory, PromptDirectory::broken)
                .description("Files of prompts that could not be taken as they are now; what was served before stays.").register(meters);
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
