package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.store.StoreAway;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks at the shadows that run, ends those whose money, calls or time are used up, and counts as spent what was reserved by who is gone. */
public final class EndShadows {

    /** Who it is that ends them, in the audit. */
    public static final String WHO = "shadow";

    /** Of so many looks one is taken while none runs. */
    private static final int IDLE_LOOKS = 20;
    private static final Logger LOG = Logger.getLogger(EndShadows.class);

    private final Transactions transactions;
    private final RunningShadows running;
    private final ShadowStore store;
    private final Diary diary;
    private final MeterRegistry meters;
    private final MultiGauge spent;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger idle = new AtomicInteger();

    public EndShadows(Transactions transactions, RunningShadows running, ShadowStore store, Diary diary, MeterRegistry meters) {
        this.transactions = transactions;
        this.running = running;
        this.store = store;
        this.diary = diary;
        this.meters = meters;
        spent = MultiGauge.builder(Metric.SHADOW_SPENT.meterName()).description(Metric.SHADOW_SPENT.meaning()).register(meters);
        for (Known.State state : Known.State.values()) {
            if (state != Known.State.RUNNING) {
                ended(state);
            }
        }
    }

    /** To be called about once a second. While none runs it looks a few times a minute, for what gateways that are gone have left reserved. */
    public void look() {
        List<Shadow> all = running.all();
        if (all.isEmpty()) {
            spent.register(List.of(), true);
        }
        if ((!all.isEmpty() || idle.getAndIncrement() % IDLE_LOOKS == 0) && looking.compareAndSet(false, true)) {
            transactions.run(() -> store.sweep().flatMap(swept -> store.due()).flatMap(this::end)
                    .call(ended -> store.spent().invoke(known -> show(all, known))), this::say).onTermination().invoke(() -> looking.set(false))
                    .subscribe().with(this::say, EndShadows::failed);
        }
    }

    /** One by one, since a session does one thing at a time. */
    private Uni<List<Known>> end(List<ShadowStore.Due> due) {
        List<Known> ended = new ArrayList<>();
        return Multi.createFrom().iterable(due).onItem().transformToUniAndConcatenate(one -> store.known(one.id()).flatMap(known -> {
            String reason = reason(one, known);
            Known over = known.ended(state(one), reason);
            return store.end(one.id(), over.state(), reason)
                    .call(done -> diary.wrote("shadow.end", over.shadow().subject().name(), PlanJson.of(over.shadow()), reason))
                    .invoke(done -> ended.add(over));
        })).collect().last().replaceWith(ended);
    }

    private static Known.State state(ShadowStore.Due due) {
        return due.why().equals("spent") ? Known.State.SPENT : Known.State.OVER;
    }

    private static String reason(ShadowStore.Due due, Known known) {
        String cap = known.spent() + " of " + known.shadow().plan().cap() + " dollars were spent";
        return switch (due.why()) {
            case "time" -> "Its time has come; " + cap;
            case "calls" -> "All " + known.calls() + " calls were made; " + cap;
            default -> cap + ", and what is left has no room for another call";
        };
    }

    private void say(List<Known> ended) {
        ended.forEach(known -> {
            ended(known.state()).increment();
            ShadowEvents.say(known.shadow(), known.state().word(), known.reason());
        });
        if (!ended.isEmpty()) {
            running.refreshed().subscribe().with(done -> { });
        }
    }

    /** Shadows are few: each is a prompt's or a model's only one. */
    private void show(List<Shadow> all, Map<Long, Usd> known) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        all.stream().filter(shadow -> known.containsKey(shadow.id())).forEach(shadow -> rows.add(MultiGauge.Row.of(
                Tags.of("kind", shadow.subject().kind().word(), "name", shadow.subject().name()), known.get(shadow.id()).dollars().doubleValue())));
        spent.register(rows, true);
    }

    private Counter ended(Known.State state) {
        return Counter.builder(Metric.SHADOWS_ENDED.meterName()).description(Metric.SHADOWS_ENDED.meaning())
                .tag(Metric.SHADOWS_ENDED.labels().getFirst(), state.word()).register(meters);
    }

    /** By an operator, here. */
    public void stopped(Shadow shadow, String reason) {
        ended(Known.State.STOPPED).increment();
        ShadowEvents.say(shadow, Known.State.STOPPED.word(), reason);
    }

    private static void failed(Throwable failure) {
        if (failure instanceof StoreAway) {
            LOG.debugf("shadows were not looked at: %s", failure.getMessage());
        } else {
            LOG.error("shadows could not be looked at; it is tried again", failure);
        }
    }
}
