package dev.portcullis.release.feedback;

import dev.portcullis.config.FeedbackSettings;
import dev.portcullis.release.quality.ScoreListener;
import dev.portcullis.store.SqlTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/** All that has to do with feedback in this process: who takes it, who notices it, and what both know. */
public final class Feedback implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final BiConsumer<Duration, Runnable> LATER =
            (pause, step) -> Uni.createFrom().voidItem().onItem().delayIt().by(pause).subscribe().with(late -> step.run());

    private final WriteFeedback writer;
    private final TakeFeedback take;
    private final NoticeSignals notice;
    private volatile FeedbackSettings settings = FeedbackSettings.DEFAULT;

    /** @param listener is told of calls that a release is judged by, on any thread */
    public Feedback(SqlTransactions transactions, ScoreListener listener, MeterRegistry meters, InstantSource clock) {
        FeedbackStore store = new FeedbackTable(transactions);
        RecentCalls recent = new RecentCalls(System::nanoTime);
        writer = new WriteFeedback(store, new FeedbackMeters(meters), listener, LATER);
        take = new TakeFeedback(new FindCalls(recent, store, System::nanoTime, LATER), writer);
        notice = new NoticeSignals(() -> settings, recent, new Retries(System::nanoTime), writer, listener, clock, System::nanoTime);
    }

    /** Who answers {@code /v1/feedback}. */
    public TakeFeedback taker() {
        return take;
    }

    /** Who looks at calls. */
    public NoticeSignals noticer() {
        return notice;
    }

    public void apply(FeedbackSettings fresh) {
        settings = fresh;
    }

    /** Writes what was noticed and is not written yet, as far as the database takes it within seconds. */
    @Override
    public void close() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        writer.begin();
        while (!writer.isDone() && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
