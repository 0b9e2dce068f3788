package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Usd;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Shows how far each budget is used, and says once in each period that one is used up or refuses a call. One thread at a time. */
final class BudgetWatch {

    private static final Logger LOG = Logger.getLogger(BudgetWatch.class);

    private record Key(String tenant, BudgetPeriod period) {
    }

    /** @param ratio the bits of a double. @param toldOf the beginning of the period in which it was said last, in seconds */
    private record Watched(AtomicLong ratio, AtomicLong toldOf, Meter gauge) {
    }

    private final MeterRegistry meters;
    private final Map<Key, Watched> watched = new HashMap<>();

    BudgetWatch(MeterRegistry meters) {
        this.meters = meters;
    }

    synchronized void look(Map<String, Accounts> tenants, Instant now) {
        watched.entrySet().removeIf(entry -> {
            Accounts accounts = tenants.get(entry.getKey().tenant);
            boolean gone = accounts == null || !accounts.budgets().limits().containsKey(entry.getKey().period);
            if (gone) {
                meters.remove(entry.getValue().gauge);
            }
            return gone;
        });
        tenants.forEach((tenant, accounts) -> {
            BudgetSettings budgets = accounts.budgets();
            budgets.limits().forEach((period, limit) -> look(new Key(tenant, period), accounts.seen(period, now), limit, budgets.block()));
        });
    }

    private void look(Key key, Budget.Seen seen, long limit, boolean blocks) {
        Watched here = watched.computeIfAbsent(key, this::watch);
        long spent = seen.recorded() + seen.unrecorded();
        here.ratio.set(Double.doubleToLongBits(limit == 0 ? (spent == 0 ? 0 : 1) : (double) spent / limit));
        boolean usedUp = spent >= limit && spent > 0;
        if ((usedUp || seen.refused()) && here.toldOf.getAndSet(seen.begin().getEpochSecond()) != seen.begin().getEpochSecond()) {
            LOG.warnf("the tenant %s has spent %s USD of its %s budget of %s USD, which begins anew at %s; its calls are %s", key.tenant, new Usd(spent),
                    key.period.yamlName(), new Usd(limit), seen.end(), !blocks ? "served all the same" : usedUp ? "refused until then" : "refused until then if they may cost more than what is left");
        }
    }

    private Watched watch(Key key) {
        AtomicLong ratio = new AtomicLong();
        Gauge gauge = Gauge.builder(Metric.BUDGET_USED.meterName(), ratio, bits -> Double.longBitsToDouble(bits.get()))
                .description(Metric.BUDGET_USED.meaning()).tag("tenant", key.tenant).tag("period", key.period.yamlName()).register(meters);
        return new Watched(ratio, new AtomicLong(-1), gauge);
    }
}
