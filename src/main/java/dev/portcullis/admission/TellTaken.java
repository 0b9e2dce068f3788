package dev.portcullis.admission;

import dev.portcullis.store.redis.RedisScript;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells Redis what this replica has taken of budgets and of buckets and Redis does not know. What cannot be told is untold again. */
final class TellTaken {

    private static final RedisScript SPENT = RedisScript.load(TimedScripts.IN_TIME, "/redis/spent.lua");
    /** Keys of one script at most: each of them holds up everybody else's. */
    private static final int MOST_AT_ONCE = 500;

    private final TimedScripts scripts;
    private final String replica;
    private final Supplier<Optional<String>> database;
    private final DoubleSupplier share;
    private final LongSupplier nanoTime;

    /** As of {@link SharedLimits}. */
    TellTaken(TimedScripts scripts, String replica, Supplier<Optional<String>> database, DoubleSupplier share, LongSupplier nanoTime) {
        this.scripts = scripts;
        this.replica = replica;
        this.database = database;
        this.share = share;
        this.nanoTime = nanoTime;
    }

    /**
     * Tells money.
     *
     * @param how  "set" where Redis is to know nothing else of this replica, "add" to what it knows
     * @param gone the names of replicas that are not there any more; of these nothing is kept
     */
    Future<Void> money(ScriptRunner by, String tenant, Accounts accounts, String how, List<Budget.Telling> tellings, Set<String> gone) {
        if (tellings.isEmpty()) {
            return Future.succeededFuture();
        }
        int epoch = accounts.epoch();
        List<String> keys = new ArrayList<>(3);
        List<String> arguments = new ArrayList<>(List.of(scripts.deadline(), replica, database.get().orElse(""), String.join(",", gone)));
        for (Budget.Telling telling : tellings) {
            Budget.Seen seen = telling.seen();
            keys.add(Claims.moneyKey(tenant, telling.period(), seen.begin()));
            arguments.addAll(List.of(Long.toString(seen.recorded()), how, Long.toString(telling.unrecorded()), Long.toString(telling.reserved()),
                    seen.there() ? "1" : "0", Long.toString(Claims.keptUntil(seen.end()))));
        }
        return by.run(SPENT, keys, arguments).compose(scripts::done).<Void>mapEmpty()
                .onSuccess(told -> accounts.told(tellings)).onFailure(notTold -> accounts.notTold(tellings, epoch));
    }

    /** Tells what buckets gave away. */
    Future<Void> buckets(ScriptRunner by, Map<String, Accounts> tenants) {
        Future<Void> told = Future.succeededFuture();
        for (Map.Entry<String, Accounts> tenant : tenants.entrySet()) {
            told = told.compose(before -> buckets(by, tenant.getKey(), tenant.getValue(),
                    tenant.getValue().tellBuckets(share.getAsDouble(), nanoTime.getAsLong())));
        }
        return told;
    }

    /** A portion after the other: what waits behind many others is not answered in time. */
    private Future<Void> buckets(ScriptRunner by, String tenant, Accounts accounts, List<Untold> buckets) {
        if (buckets.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Untold> portion = buckets.subList(0, Math.min(buckets.size(), MOST_AT_ONCE));
        List<String> keys = new ArrayList<>(portion.size());
        List<String> arguments = new ArrayList<>(List.of(scripts.deadline(), "", replica));
        for (Untold one : portion) {
            keys.add(Claims.bucketKey(tenant, one.scope(), one.name(), one.unit()));
            arguments.addAll(List.of("bucket", Integer.toString(one.limit()), Double.toString(-one.amount())));
        }
        return by.run(TimedScripts.SETTLE, keys, arguments).compose(scripts::done).<Void>mapEmpty()
                .onFailure(notTold -> accounts.notTold(buckets))
                .compose(told -> buckets(by, tenant, accounts, buckets.subList(portion.size(), buckets.size())));
    }
}
