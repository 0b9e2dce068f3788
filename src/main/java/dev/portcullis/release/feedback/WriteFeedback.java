package dev.portcullis.release.feedback;

import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.ScoreListener;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Writes remarks, as many as there are in one transaction, and one transaction at a time, so that feedback never takes more than one of the
 * database's connections. What somebody said is written at once, or fails with whoever waits for it; what was noticed is written with it, or
 * within a second, and is tried again while the store is away.
 */
final class WriteFeedback {

    private static final Logger LOG = Logger.getLogger(WriteFeedback.class);
    /** Remarks of one transaction. */
    static final int BATCH = 500;
    /** Remarks that wait to be written. */
    static final int MOST = 10_000;
    /** Versions whose checked answers are counted until they are written. */
    private static final int MOST_VERSIONS = 5_000;
    static final Duration SOON = Duration.ofSeconds(1);

    private record Waiting(Remark remark, Optional<CompletableFuture<FeedbackStore.Written>> told) {
    }

    private final FeedbackStore store;
    private final FeedbackMeters meters;
    private final ScoreListener listener;
    private final BiConsumer<Duration, Runnable> later;
    /** Guarded by this, like all that follows. */
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private Map<FeedbackStore.Version, FeedbackStore.Checked> checked = new HashMap<>();
    private boolean writing;
    private boolean scheduled;

    /** @param later runs something after a pause */
    WriteFeedback(FeedbackStore store, FeedbackMeters meters, ScoreListener listener, BiConsumer<Duration, Runnable> later) {
        this.store = store;
        this.meters = meters;
        this.listener = listener;
        this.later = later;
    }

    /** Comes, on any thread, when it is written. @return fails with {@link StoreAway} where it is not, or where too many wait */
    Uni<FeedbackStore.Written> write(Remark remark) {
        CompletableFuture<FeedbackStore.Written> written = new CompletableFuture<>();
        synchronized (this) {
            if (queue.size() >= MOST) {
                return Uni.createFrom().failure(StoreAway.yet());
            }
            queue.add(new Waiting(remark, Optional.of(written)));
        }
        begin();
        return Uni.createFrom().completionStage(written);
    }

    /** For later. What finds no room is lost, and counted. */
    void note(KnownCall call, Action action) {
        synchronized (this) {
            if (queue.size() >= MOST) {
                meters.lost(1);
                return;
            }
            queue.add(new Waiting(new Remark(call, Signals.noticed(Set.of(action), call.output()), Optional.empty()), Optional.empty()));
        }
        schedule();
    }

    /** For later. */
    void checked(FeedbackStore.Version version, boolean passed) {
        synchronized (this) {
            if (checked.size() >= MOST_VERSIONS && !checked.containsKey(version)) {
                meters.lost(1);
                return;
            }
            checked.merge(version, new FeedbackStore.Checked(passed ? 1 : 0, passed ? 0 : 1), FeedbackStore.Checked::and);
        }
        schedule();
    }

    private void schedule() {
        synchronized (this) {
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        later.accept(SOON, () -> {
            synchronized (this) {
                scheduled = false;
            }
            begin();
        });
    }

    /** Writes what there is now; whatever comes of it. */
    void begin() {
        List<Waiting> batch = new ArrayList<>();
        Map<KnownCall.Name, Remark> remarks = new LinkedHashMap<>();
        Map<FeedbackStore.Version, FeedbackStore.Checked> counts;
        synchronized (this) {
            if (writing || queue.isEmpty() && checked.isEmpty()) {
                return;
            }
            writing = true;
            Deque<Waiting> left = new ArrayDeque<>();
            Set<KnownCall.Name> shared = new HashSet<>();
            while (batch.size() < BATCH && !queue.isEmpty()) {
                Waiting next = queue.poll();
                KnownCall.Name name = next.remark.call().name();
                if (shared.contains(name) || isOfAnother(next.remark, remarks)) {
                    shared.add(name);
                    left.push(next);
                } else {
                    batch.add(next);
                    remarks.merge(name, next.remark, Remark::and);
                }
            }
            left.forEach(queue::push);
            counts = checked;
            checked = new HashMap<>();
        }
        Uni.createFrom().deferred(() -> store.write(List.copyOf(remarks.values()), counts)).subscribe().with(
                written -> written(batch, written), failure -> failed(batch, counts, failure));
    }

    /** Whether it is of another call of the same id: one is written after the other, and with the first of them what is said of other ids. */
    private static boolean isOfAnother(Remark remark, Map<KnownCall.Name, Remark> remarks) {
        Remark other = remarks.get(remark.call().name());
        return other != null && !other.call().isSame(remark.call());
    }

    private void written(List<Waiting> batch, List<FeedbackStore.Written> written) {
        Map<KnownCall.Name, FeedbackStore.Written> byName = new HashMap<>();
        for (FeedbackStore.Written one : written) {
            byName.put(one.call().name(), one);
            tell(one);
        }
        ended();
        for (Waiting one : batch) {
            meters.count(one.remark);
            one.told.ifPresent(told -> told.complete(byName.get(one.remark.call().name())));
        }
        begin();
    }

    /** Where nothing was written before, what was known is what the call's own end has told. */
    private void tell(FeedbackStore.Written written) {
        KnownCall call = written.call();
        OptionalDouble now = written.signals().score();
        OptionalDouble before = written.before().isPresent() ? written.before() : ofItself(call);
        if (call.isJudged() && now.isPresent() && !now.equals(before)) {
            listener.scored(call.release(), call.arm(), call.unit(), now.getAsDouble() - before.orElse(0), before.isPresent() ? 0 : 1);
        }
    }

    /** What an answer's check alone says. */
    static OptionalDouble ofItself(KnownCall call) {
        return Signals.noticed(Set.of(), call.output()).score();
    }

    private void failed(List<Waiting> batch, Map<FeedbackStore.Version, FeedbackStore.Checked> counts, Throwable failure) {
        boolean away = failure instanceof StoreAway;
        if (!away) {
            LOG.error("feedback could not be written", failure);
            meters.lost(batch.stream().filter(one -> one.told.isEmpty()).count());
        }
        List<Waiting> refused = new ArrayList<>(batch);
        synchronized (this) {
            writing = false;
            if (away) {
                // Who has just come would only wait for the same.
                refused.addAll(queue);
                queue.clear();
                refused.stream().filter(one -> one.told.isEmpty()).forEach(queue::add);
                counts.forEach((version, count) -> checked.merge(version, count, FeedbackStore.Checked::and));
            }
        }
        refused.forEach(one -> one.told.ifPresent(told -> told.completeExceptionally(failure)));
        if (away) {
            schedule();
        } else {
            begin();
        }
    }

    private synchronized void ended() {
        writing = false;
    }

    /** Whether nothing waits. */
    synchronized boolean isDone() {
        return !writing && queue.isEmpty() && checked.isEmpty();
    }
}
