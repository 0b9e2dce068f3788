package dev.portcullis.release.feedback;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;

/** Tables in memory, which can be away, and which can take their time. */
final class FakeFeedbackStore implements FeedbackStore {

    final Map<KnownCall.Name, KnownCall> ledger = new HashMap<>();
    final Map<KnownCall.Name, Remark> rows = new LinkedHashMap<>();
    final Map<Version, Checked> checked = new HashMap<>();
    final List<Collection<KnownCall.Name>> asked = new ArrayList<>();
    int writes;
    boolean away;
    boolean broken;
    /** What waits until {@link #go}. Null where nothing does. */
    List<Runnable> held;

    static KnownCall call(String tenant, String id) {
        return call(tenant, id, "", OutputVerdict.NONE);
    }

    static KnownCall call(String tenant, String id, String release, OutputVerdict output) {
        return new KnownCall(new KnownCall.Name(tenant, id), Instant.parse("2026-11-29T10:00:00Z"), "p", "1.0.0", "m", UnitHash.of("ann"), release,
                release.isEmpty() ? "" : "canary", output);
    }

    void go() {
        List<Runnable> all = held;
        held = null;
        all.forEach(Runnable::run);
    }

    @Override
    public Uni<Map<KnownCall.Name, KnownCall>> find(Collection<KnownCall.Name> names) {
        asked.add(List.copyOf(names));
        return answer(() -> {
            Map<KnownCall.Name, KnownCall> found = new HashMap<>(ledger);
            found.keySet().retainAll(names);
            return found;
        });
    }

    @Override
    public Uni<List<Written>> write(List<Remark> remarks, Map<Version, Checked> counts) {
        writes++;
        return answer(() -> {
            counts.forEach((version, count) -> checked.merge(version, count, Checked::and));
            return remarks.stream().map(remark -> {
                Remark before = rows.get(remark.call().name());
                if (before != null && before.call().at().isAfter(remark.call().at()) && !before.call().isSame(remark.call())) {
                    return new Written(before.call(), before.signals(), before.signals().score());
                }
                rows.merge(remark.call().name(), remark, Remark::and);
                Signals now = rows.get(remark.call().name()).signals();
                return new Written(remark.call(), now, before == null ? OptionalDouble.empty() : before.signals().score());
            }).toList();
        });
    }

    private <T> Uni<T> answer(java.util.function.Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable now = () -> {
            if (away) {
                answer.completeExceptionally(StoreAway.yet());
            } else if (broken) {
                answer.completeExceptionally(new IllegalStateException("a bug"));
            } else {
                answer.complete(work.get());
            }
        };
        if (held == null) {
            now.run();
        } else {
            held.add(now);
        }
        return Uni.createFrom().completionStage(answer);
    }
}
