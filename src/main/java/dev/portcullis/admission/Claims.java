package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import dev.portcullis.store.redis.TenantKeys;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All that one call asks of its limits, as the scripts in {@code /redis} take it: the keys, all of one tenant and so in one place of
 * a cluster, and what is asked of each.
 */
final class Claims {

    /** How long the money of a period is kept after its end: calls that began in it may still be open. */
    private static final long KEPT_AFTER_MILLIS = 3_600_000;
    private static final double THOUSANDTHS = 1_000;

    private sealed interface Claim {

        record Bucket(Account.Limited of, Unit unit, int limit, double amount) implements Claim {
        }

        record Slots(Account.Limited of, int limit) implements Claim {
        }

        record Money(BudgetPeriod period, long limit, long most, long asked, long cost, Budget.Seen seen, boolean refuses) implements Claim {
        }
    }

    private final String tenant;
    private final List<Account.Limited> limited;
    private final double together;
    private final List<String> keys = new ArrayList<>(8);
    private final List<Claim> claims = new ArrayList<>(8);

    private Claims(String tenant, List<Account.Limited> limited, double together) {
        this.tenant = tenant;
        this.limited = limited;
        this.together = together;
    }

    /**
     * @param share    of the limits that is asked: 1 for all replicas together
     * @param together the share of limits and budgets that is for those who count together at Redis: 1 where nobody counts alone
     */
    static Claims of(String tenant, Accounts accounts, Demand demand, double share, double together, long now, Instant today) {
        List<Account.Limited> limited = accounts.limited(demand, share, now);
        Claims claims = new Claims(tenant, limited, together);
        for (Account.Limited one : limited) {
            claims.add(one, demand, share);
        }
        BudgetSettings budgets = accounts.budgets();
        for (Map.Entry<BudgetPeriod, Long> budget : budgets.limits().entrySet()) {
            Budget.Seen seen = accounts.seen(budget.getKey(), today);
            claims.add(moneyKey(tenant, budget.getKey(), seen.begin()),
                    new Claim.Money(budget.getKey(), budget.getValue(), accounts.ofTogether(budget.getKey(), budget.getValue(), together, today),
                            demand.costOf(budget.getValue(), together), demand.cost(), seen, budgets.block()));
        }
        return claims;
    }

    /** Where the money of a period is counted. */
    static String moneyKey(String tenant, BudgetPeriod period, Instant begin) {
        return TenantKeys.prefix(tenant) + period.yamlName() + ':' + begin.getEpochSecond();
    }

    static long keptUntil(Instant end) {
        return end.toEpochMilli() + KEPT_AFTER_MILLIS;
    }

    /** Where a bucket is kept. */
    static String bucketKey(String tenant, Scope scope, String name, Unit unit) {
        return accountKey(tenant, scope, name) + (unit == Unit.REQUESTS ? ":requests" : ":tokens");
    }

    private static String accountKey(String tenant, Scope scope, String name) {
        return TenantKeys.prefix(tenant) + switch (scope) {
            case TENANT -> "all";
            case KEY -> "key:" + name;
            case USER -> "user:" + name;
        };
    }

    private void add(Account.Limited one, Demand demand, double share) {
        String key = accountKey(tenant, one.scope(), one.account().name);
        one.rates().requestsPerMinute().ifPresent(limit -> add(key + ":requests", new Claim.Bucket(one, Unit.REQUESTS, ofTogether(limit), 1)));
        one.rates().tokensPerMinute().ifPresent(limit -> add(key + ":tokens",
                new Claim.Bucket(one, Unit.TOKENS, ofTogether(limit), demand.tokensOf(limit, Accounts.part(limit, share * together)))));
        one.rates().concurrentRequests().ifPresent(limit -> add(key + ":open", new Claim.Slots(one, ofTogether(limit))));
    }

    private int ofTogether(int limit) {
        return (int) Accounts.part(limit, together);
    }

    private void add(String key, Claim claim) {
        keys.add(key);
        claims.add(claim);
    }

    List<Account.Limited> limited() {
        return limited;
    }

    List<String> keys() {
        return keys;
    }

    /** The keys under which this call is counted while it is open. */
    List<String> slots() {
        List<String> slots = new ArrayList<>(2);
        for (int i = 0; i < keys.size(); i++) {
            if (claims.get(i) instanceof Claim.Slots) {
                slots.add(keys.get(i));
            }
        }
        return slots;
    }

    void reserve(List<String> arguments) {
        for (Claim claim : claims) {
            switch (claim) {
                case Claim.Bucket bucket -> four(arguments, "bucket", bucket.limit, number(bucket.amount), "");
                case Claim.Slots slots -> four(arguments, "slots", slots.limit, "1", "");
                case Claim.Money money -> four(arguments, "money", money.most, Long.toString(money.asked), money.cost + ":" + money.seen.recorded() + ':'
                        + (money.seen.there() ? 1 : 0) + ':' + keptUntil(money.seen.end()) + ':' + (money.refuses ? 1 : 0));
            }
        }
    }

    void settle(long tokens, long cost, List<String> arguments) {
        for (Claim claim : claims) {
            switch (claim) {
                case Claim.Bucket bucket -> three(arguments, "bucket", bucket.limit,
                        bucket.unit == Unit.TOKENS ? number(bucket.amount - tokens) : "0");
                case Claim.Slots slots -> three(arguments, "slots", slots.limit, "0");
                case Claim.Money money -> three(arguments, "money", money.cost, Long.toString(cost));
            }
        }
    }

    /** Whether there is something to give back or to take, beside one of the requests that a minute lets through. */
    boolean worthSettling() {
        for (Claim claim : claims) {
            if (!(claim instanceof Claim.Bucket bucket) || bucket.unit == Unit.TOKENS) {
                return true;
            }
        }
        return false;
    }

    /** @param left what the script says of each key, behind two other values, and then which of them refused */
    Shortage shortage(Response left, Accounts accounts, Instant today) {
        Shortage shortage = new Shortage();
        String refused = left.get(claims.size() + 2).toString();
        for (int i = 0; i < claims.size(); i++) {
            if (refused.charAt(i) == '1') {
                switch (claims.get(i)) {
                    case Claim.Bucket bucket ->
                            shortage.bucket(bucket.of.scope(), bucket.unit, bucket.limit, left.get(i + 2).toLong() / THOUSANDTHS, bucket.amount);
                    case Claim.Slots slots -> shortage.concurrent(slots.of.scope(), slots.limit);
                    case Claim.Money money -> {
                        boolean soon = left.get(i + 2).get(0).toLong() + money.asked <= money.limit;
                        if (!soon) {
                            accounts.refused(money.period, today);
                        }
                        shortage.budget(money.period, money.limit, soon, today);
                    }
                }
            }
        }
        return shortage;
    }

    Standing standing(Response left) {
        Standing.Level requests = null;
        Standing.Level tokens = null;
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i) instanceof Claim.Bucket bucket) {
                Standing.Level level = Standing.Level.of(bucket.limit, left.get(i + 2).toLong() / THOUSANDTHS);
                if (bucket.unit == Unit.REQUESTS) {
                    requests = Standing.Level.tighter(requests, level);
                } else {
                    tokens = Standing.Level.tighter(tokens, level);
                }
            }
        }
        return new Standing(requests, tokens);
    }

    /** What is left of the requests, or the tokens, of each account, also for those who do not count together; infinite where there is no limit. */
    double[] levels(Unit unit, Response left) {
        double[] levels = new double[limited.size()];
        java.util.Arrays.fill(levels, Double.POSITIVE_INFINITY);
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i) instanceof Claim.Bucket bucket && bucket.unit == unit) {
                levels[limited.indexOf(bucket.of)] = left.get(i + 2).toLong() / THOUSANDTHS / together;
            }
        }
        return levels;
    }

    /** What all had spent and reserved before this call. */
    Map<BudgetPeriod, Long> money(Response left) {
        Map<BudgetPeriod, Long> money = new EnumMap<>(BudgetPeriod.class);
        for (int i = 0; i < claims.size(); i++) {
            if (claims.get(i) instanceof Claim.Money one) {
                money.put(one.period, left.get(i + 2).get(0).toLong() + left.get(i + 2).get(1).toLong());
            }
        }
        return money;
    }

    private static void four(List<String> arguments, String kind, long limit, String amount, String more) {
        three(arguments, kind, limit, amount);
        arguments.add(more);
    }

    private static void three(List<String> arguments, String kind, long limit, String amount) {
        arguments.add(kind);
        arguments.add(Long.toString(limit));
        arguments.add(amount);
    }

    private static String number(double amount) {
        return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    }
}
