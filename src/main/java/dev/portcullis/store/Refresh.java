package dev.portcullis.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Loads something from the database whenever it is asked to, one load at a time: who asks while one runs is served by one more,
 * after it. A load that fails changes nothing and is said once; it is tried again by itself, at growing intervals.
 */
public final class Refresh {

    private static final Logger LOG = Logger.getLogger(Refresh.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final String what;
    private final Supplier<Uni<?>> load;
    private final BiConsumer<Duration, Runnable> later;
    private CompletableFuture<Void> next; // guarded by this; who waits for the load that has not begun
    private boolean running; // guarded by this
    private boolean retryPending; // guarded by this
    private volatile boolean loaded;
    private int failures; // used by one load at a time

    /** @param what for the log: "the issued keys" */
    public Refresh(String what, Supplier<Uni<?>> load) {
        this(what, load, (pause, again) -> Uni.createFrom().voidItem().onItem().delayIt().by(pause).subscribe().with(late -> again.run()));
    }

    /** @param later runs something after a pause */
    Refresh(String what, Supplier<Uni<?>> load, BiConsumer<Duration, Runnable> later) {
        this.what = what;
        this.load = load;
        this.later = later;
    }

    /** Whether it was loaded once. */
    public boolean isLoaded() {
        return loaded;
    }

    public void ask() {
        begin();
    }

    /** Completes when a load that began after this call has ended, well or not, or after a second; never fails. */
    public Uni<Void> now() {
        return Uni.createFrom().completionStage(() -> begin().copy()).ifNoItem().after(PATIENCE).recoverWithItem(() -> null);
    }

    private CompletableFuture<Void> begin() {
        CompletableFuture<Void> wanted;
        synchronized (this) {
            if (next == null) {
                next = new CompletableFuture<>();
            }
            wanted = next;
            if (running) {
                return wanted;
            }
            running = true;
        }
        run();
        return wanted;
    }

    private void run() {
        CompletableFuture<Void> served;
        synchronized (this) {
            if (next == null) {
                running = false;
                return;
            }
            served = next;
            next = null;
        }
        Uni.createFrom().deferred(() -> load.get().replaceWithVoid()).ifNoItem().after(LONGEST).fail().subscribe().with(
                done -> {
                    loaded = true;
                    failures = 0;
                    ended(served);
                },
                failure -> {
                    if (failures++ == 0 && !StoreAway.isAtTheEnd(failure)) {
                        LOG.warnf("%s could not be read from the database (%s); what is known stays in force", what, failure.getMessage());
                    }
                    retry();
                    ended(served);
                });
    }

    /** One at a time, however many were asked for and failed: while the database is away more of them would only wait for it. */
    private void retry() {
        synchronized (this) {
            if (retryPending) {
                return;
            }
            retryPending = true;
        }
        long pause = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        later.accept(Duration.ofMillis(pause), () -> {
            synchronized (this) {
                retryPending = false;
            }
            ask();
        });
    }

    private void ended(CompletableFuture<Void> served) {
        served.complete(null);
        run();
    }
}
