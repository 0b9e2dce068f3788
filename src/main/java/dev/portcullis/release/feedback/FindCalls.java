package dev.portcullis.release.feedback;

import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Finds calls by their ids: among the recent ones here, else in the ledger. Lines are written there about a second after their calls, so
 * what is not there is looked for again for a while. One question at a time for all that are looked for, so that whoever asks for ids that
 * nobody knows costs the database no more than somebody who asks for one.
 */
final class FindCalls {

    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration AGAIN = Duration.ofMillis(200);
    /** Ids that are looked for at once. A tenant gets one more while it has fewer than are free: alone one half, the next one half of the rest. */
    static final int MOST = 1_000;
    /** So many more for those who look for none: after ten tenants that take all they get, one place each for as many others. */
    static final int RESERVE = 500;

    private record Seeker(CompletableFuture<Optional<KnownCall>> found, long until) {
    }

    private final RecentCalls recent;
    private final FeedbackStore store;
    private final LongSupplier nanos;
    private final BiConsumer<Duration, Runnable> later;
    /** Guarded by this, like all that follows. */
    private final Map<KnownCall.Name, List<Seeker>> seekers = new LinkedHashMap<>();
    /** Of these, what is not asked for yet. */
    private final Set<KnownCall.Name> fresh = new LinkedHashSet<>();
    private final Map<String, Integer> tenants = new HashMap<>();
    private int count;
    private boolean asking;
    private boolean waiting;

    /** @param later runs something after a pause */
    FindCalls(RecentCalls recent, FeedbackStore store, LongSupplier nanos, BiConsumer<Duration, Runnable> later) {
        this.recent = recent;
        this.store = store;
        this.nanos = nanos;
        this.later = later;
    }

    /** Comes on any thread. @return empty, late, where there is none; fails with {@link StoreAway} where nobody can say, or too many are looked for, or too many by this tenant */
    Uni<Optional<KnownCall>> find(KnownCall.Name name) {
        Optional<KnownCall> known = recent.find(name);
        if (known.isPresent()) {
            return Uni.createFrom().item(known);
        }
        CompletableFuture<Optional<KnownCall>> found = new CompletableFuture<>();
        synchronized (this) {
            int own = tenants.getOrDefault(name.tenant(), 0);
            if (own >= MOST - count && (own > 0 || count >= MOST + RESERVE)) {
                return Uni.createFrom().failure(StoreAway.yet());
            }
            count++;
            tenants.merge(name.tenant(), 1, Integer::sum);
            seekers.computeIfAbsent(name, first -> new ArrayList<>()).add(new Seeker(found, nanos.getAsLong() + PATIENCE.toNanos()));
            fresh.add(name);
        }
        ask(false);
        return Uni.createFrom().completionStage(found);
    }

    /** @param again also for those that were asked for before */
    private void ask(boolean again) {
        Set<KnownCall.Name> names;
        synchronized (this) {
            names = new LinkedHashSet<>(again ? seekers.keySet() : fresh);
            if (asking || names.isEmpty()) {
                return;
            }
            asking = true;
            fresh.clear();
        }
        Uni.createFrom().deferred(() -> store.find(names)).subscribe().with(found -> found(names, found), failure -> failed(names, failure));
    }

    private void found(Set<KnownCall.Name> names, Map<KnownCall.Name, KnownCall> found) {
        Map<CompletableFuture<Optional<KnownCall>>, Optional<KnownCall>> told = new HashMap<>();
        boolean soon;
        synchronized (this) {
            asking = false;
            long now = nanos.getAsLong();
            for (KnownCall.Name name : names) {
                Optional<KnownCall> call = Optional.ofNullable(found.get(name)).or(() -> recent.find(name));
                List<Seeker> of = seekers.get(name);
                of.removeIf(seeker -> {
                    boolean over = call.isPresent() || seeker.until <= now;
                    if (over) {
                        told.put(seeker.found, call);
                        gone(name);
                    }
                    return over;
                });
                if (of.isEmpty()) {
                    forget(name);
                }
            }
            soon = !seekers.isEmpty() && !waiting;
            waiting |= soon;
        }
        told.forEach(CompletableFuture::complete);
        if (soon) {
            later.accept(AGAIN, this::askAgain);
        }
        ask(false);
    }

    /** Nobody looks for it any more, nor those who came while it was asked for. @return who did */
    private List<Seeker> forget(KnownCall.Name name) {
        fresh.remove(name);
        return seekers.remove(name);
    }

    /** One fewer is looked for by this tenant. */
    private void gone(KnownCall.Name name) {
        count--;
        tenants.computeIfPresent(name.tenant(), (tenant, places) -> places == 1 ? null : places - 1);
    }

    private void askAgain() {
        synchronized (this) {
            waiting = false;
        }
        ask(true);
    }

    private void failed(Set<KnownCall.Name> names, Throwable failure) {
        List<Seeker> told = new ArrayList<>();
        synchronized (this) {
            asking = false;
            for (KnownCall.Name name : names) {
                List<Seeker> of = forget(name);
                of.forEach(seeker -> gone(name));
                told.addAll(of);
            }
        }
        told.forEach(seeker -> seeker.found.completeExceptionally(failure));
        ask(false);
    }
}
