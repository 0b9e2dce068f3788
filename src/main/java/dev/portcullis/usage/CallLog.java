package dev.portcullis.usage;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Takes finished lines from the event loops and hands them to the log in batches, on a thread of its own. A log that writes each
 * line by itself makes one system call a call, an eighth of what a call costs. A log that is slower than the calls loses lines,
 * which are counted; it never holds a call up.
 */
@Singleton
public class CallLog {

    /** Lines that may wait; at 20,000 calls a second the log may be stuck for 0.4 s before lines are lost. */
    private static final int WAITING = 8_192;
    private static final int BATCH = 256;
    private static final long GATHER_MILLIS = 10;
    /** How long stopping may take longer. */
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final Logger LOG = Logger.getLogger("dev.portcullis.calls");

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Counter dropped;
    private final Thread writer;
    private volatile boolean stopping;

    public CallLog(MeterRegistry meters) {
        dropped = Counter.builder(Metric.LOG_LINES_DROPPED.meterName()).description(Metric.LOG_LINES_DROPPED.meaning()).register(meters);
        writer = Thread.ofPlatform().daemon().name("call-log").start(this::write);
    }

    boolean isEnabled() {
        return LOG.isInfoEnabled();
    }

    /** Never blocks. @param line one line, without its end */
    void add(String line) {
        if (!waiting.offer(line)) {
            dropped.increment();
        }
    }

    /** Late, so that the calls which end while the gateway stops are in the log. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        writer.join(TimeUnit.SECONDS.toMillis(2));
    }

    /** Lets lines gather for a while instead of being woken by each, which would cost a system call a line again. */
    private void write() {
        List<String> batch = new ArrayList<>(BATCH);
        boolean last = false;
        while (!last) {
            last = stopping;
            awaitLine(batch);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS));
            while (waiting.drainTo(batch, BATCH) > 0 || !batch.isEmpty()) {
                LOG.info(String.join("\n", batch));
                batch.clear();
            }
        }
    }

    /** Sleeps while no calls come: the first that does wakes it. */
    private void awaitLine(List<String> batch) {
        try {
            String line = waiting.poll(stopping ? 0 : LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                batch.add(line);
            }
        } catch (InterruptedException sooner) {
            // Nobody does that; if somebody did, it would look a little sooner.
        }
    }
}
