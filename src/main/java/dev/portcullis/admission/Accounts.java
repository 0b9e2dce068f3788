package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.RateSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is counted for one tenant: for itself, for each of its keys, for each of its end users, and its budget. All
 * limits of a call are taken in one step or not at all. The number of keys and of users that are tracked is bounded.
 *
 * <p>Thread-safe: one lock a tenant, held for well under a microsecond and never while anything is awaited.
 */
final class Accounts {

    /** Of one kind; some 200 bytes each. */
    static final int MOST_TRACKED = 10_000;
    /** So many are looked at in one go by {@link #forgetIdle}. */
    private static final int SWEPT = 1_000;

    /** Of a tenant whose limits were taken out, neither has any. @param budgets as the configuration has them */
    private record Rules(LimitSettings limits, BudgetSettings budgets) {
    }

    private final Account tenant = new Account("");
    private final TrackedAccounts keys;
    private final TrackedAccounts users;
    private final Budget budget = new Budget();
    private final Expectations expectations = new Expectations();
    private final Endings endings = new Endings();
    /** Goes up whenever Redis is told everything anew: what was said to it before does not count then. */
    private volatile int epoch;
    private volatile Rules rules = new Rules(LimitSettings.NONE, BudgetSettings.NONE);

    Accounts(int mostTracked) {
        this.keys = new TrackedAccounts(mostTracked);
        this.users = new TrackedAccounts(mostTracked);
    }

    /** What was taken stays taken. */
    void apply(LimitSettings limits, BudgetSettings budgets) {
        rules = new Rules(limits, budgets);
    }

    boolean limitAnything() {
        Rules now = rules;
        return !now.limits.isNone() || !now.budgets.isNone();
    }

    LimitSettings limits() {
        return rules.limits;
    }

    BudgetSettings budgets() {
        return rules.budgets;
    }

    Expectations expectations() {
        return expectations;
    }

    Endings endings() {
        return endings;
    }

    int epoch() {
        return epoch;
    }

    /**
     * All or nothing, decided here alone.
     *
     * @param share of every limit that this process may give by itself, above 0 and at most 1
     * @param now   {@link System#nanoTime()}
     */
    synchronized Verdict reserve(Demand demand, double share, long now, Instant today) {
        List<Account.Limited> limited = limited(demand, share, now);
        BudgetSettings budgets = rules.budgets;
        Shortage shortage = new Shortage();
        for (Account.Limited one : limited) {
            one.lack(demand, share, now, shortage);
        }
        if (budgets.block()) {
            for (Map.Entry<BudgetPeriod, Long> entry : budgets.limits().entrySet()) {
                long limit = entry.getValue();
                long asked = demand.costOf(limit, share);
                Budget.Window window = budget.window(entry.getKey(), today);
                if (!window.allows(asked, limit, share, today)) {
                    lack(window, entry.getKey(), asked, limit, today, shortage);
                }
            }
        }
        if (!shortage.none()) {
            return new Verdict.Denied(shortage.refusal(), standing(limited, share, now));
        }
        for (Account.Limited one : limited) {
            one.account().requests.take(1);
            if (one.tokens()) {
                one.account().tokens.take(one.tokensOf(demand, share));
            }
        }
        return new Verdict.Granted(open(limited, budgets, demand, share, false, today), standing(limited, share, now));
    }

    private static void lack(Budget.Window window, BudgetPeriod period, long asked, long limit, Instant today, Shortage shortage) {
        boolean soon = window.mayAllowSoon(asked, limit);
        if (!soon) {
            window.refused();
        }
        shortage.budget(period, limit, soon, today);
    }

    /**
     * What was granted elsewhere counts here as well, so that this process can go on by itself at any moment.
     *
     * @param requests what is left of the requests of each of {@code limited}, of everybody's limit; ignored where there is none
     * @param tokens   likewise
     * @param money    what all had spent and reserved in each period before this call, in nano-dollars
     * @param asked    the epoch in which it was asked for
     */
    synchronized Taken follow(List<Account.Limited> limited, Demand demand, double[] requests, double[] tokens, Map<BudgetPeriod, Long> money,
            double share, long now, Instant today, int asked) {
        for (int i = 0; i < limited.size(); i++) {
            Account account = limited.get(i).account();
            RateSettings rates = limited.get(i).rates();
            if (rates.requestsPerMinute().isPresent()) {
                account.requests.follow(requests[i] * share, part(rates.requestsPerMinute().getAsInt(), share), now);
            }
            if (rates.tokensPerMinute().isPresent()) {
                account.tokens.follow(tokens[i] * share, part(rates.tokensPerMinute().getAsInt(), share), now);
            }
        }
        money.forEach((period, all) -> budget.window(period, today).stands(all, today));
        Taken taken = open(limited, rules.budgets, demand, share, true, today);
        if (asked == epoch) {
            taken.windows().forEach(window -> {
                window.told(0, demand.cost());
                window.isThere();
            });
        }
        return taken;
    }

    /**
     * Where a caller stands, of whom only the key is known.
     *
     * @param share  of the limits that this process counts
     * @param shared whether that stands for all that the replicas count together
     */
    synchronized Standing standing(String key, double share, boolean shared, long now) {
        Standing here = standing(limited(new Demand(key, Optional.empty(), 0, true, 0, 0, 0), share, now), share, now);
        return shared ? here.times(1 / share) : here;
    }

    /** The accounts that have a limit for this call, from the tenant's to the user's. */
    synchronized List<Account.Limited> limited(Demand demand, double share, long now) {
        LimitSettings limits = rules.limits;
        List<Account.Limited> limited = new ArrayList<>(3);
        if (!limits.tenant().isNone()) {
            limited.add(new Account.Limited(Scope.TENANT, tenant, limits.tenant()));
        }
        if (!limits.perKey().isNone()) {
            limited.add(new Account.Limited(Scope.KEY, keys.of(demand.key(), limits.perKey(), share, now), limits.perKey()));
        }
        Optional<String> user = demand.user();
        if (user.isPresent() && !limits.perUser().isNone()) {
            limited.add(new Account.Limited(Scope.USER, users.of(user.get(), limits.perUser(), share, now), limits.perUser()));
        }
        return limited;
    }

    /** The current window of a period, as far as this replica knows. */
    synchronized Budget.Seen seen(BudgetPeriod period, Instant today) {
        return budget.window(period, today).seen();
    }

    /** @param together the share of the replicas that count together at Redis. @return what they may have spent and reserved, in nano-dollars */
    synchronized long ofTogether(BudgetPeriod period, long limit, double together, Instant today) {
        return budget.window(period, today).ofTogether(limit, together, today);
    }

    /** A call was refused elsewhere because of what is spent. */
    synchronized void refused(BudgetPeriod period, Instant today) {
        budget.window(period, today).refused();
    }

    /**
     * What the ledger has now: both at once, or a budget would seem to have more than it has for a moment.
     *
     * @return whether anything is other than it was
     */
    synchronized boolean inTheLedger(List<Limits.Written> written, List<Limits.Spent> spent, Instant now) {
        written.forEach(line -> budget.written(line.admitted(), line.cost(), now));
        boolean news = !written.isEmpty();
        for (Limits.Spent sum : spent) {
            news |= budget.recorded(sum.period(), sum.begin(), sum.spent(), now);
        }
        return news;
    }

    /** All of this replica's money, for a Redis that is used anew. */
    synchronized List<Budget.Telling> tellAll(Instant today) {
        epoch++;
        return rules.budgets.limits().keySet().stream().map(period -> budget.tellAll(period, today)).toList();
    }

    /** The money of this replica that Redis has not been told. */
    synchronized List<Budget.Telling> tellRest(Instant today) {
        return rules.budgets.limits().keySet().stream().map(period -> budget.tellRest(period, today)).toList();
    }

    synchronized void told(List<Budget.Telling> tellings) {
        tellings.forEach(telling -> telling.window().isThere());
    }

    /** @param when the epoch in which they were told: what was told before the last one is of no account */
    synchronized void notTold(List<Budget.Telling> tellings, int when) {
        if (when == epoch) {
            tellings.forEach(telling -> telling.window().told(-telling.unrecorded(), -telling.reserved()));
        }
    }

    /** What was taken of buckets here alone since Redis was told last. */
    synchronized List<Untold> tellBuckets(double share, long now) {
        LimitSettings limits = rules.limits;
        List<Untold> all = new ArrayList<>();
        Untold.add(all, Scope.TENANT, List.of(tenant), limits.tenant(), share, now);
        Untold.add(all, Scope.KEY, keys.all(), limits.perKey(), share, now);
        Untold.add(all, Scope.USER, users.all(), limits.perUser(), share, now);
        return all;
    }

    synchronized void notTold(List<Untold> buckets) {
        buckets.forEach(one -> one.bucket().untold(one.amount()));
    }

    /** Forgets keys and users that are idle and have all of their limits again. @return whether there may be more */
    synchronized boolean forgetIdle(double share, long now) {
        return keys.forgetIdle(rules.limits.perKey(), SWEPT, share, now) + users.forgetIdle(rules.limits.perUser(), SWEPT, share, now) >= SWEPT;
    }

    private Taken open(List<Account.Limited> limited, BudgetSettings budgets, Demand demand, double share, boolean shared, Instant today) {
        for (Account.Limited one : limited) {
            one.account().open++;
        }
        List<Budget.Window> windows = new ArrayList<>(budgets.limits().size());
        for (BudgetPeriod period : budgets.limits().keySet()) {
            Budget.Window window = budget.window(period, today);
            window.reserve(demand.cost());
            windows.add(window);
        }
        return new Taken(this, limited, windows, demand, share, shared);
    }

    private static Standing standing(List<Account.Limited> limited, double share, long now) {
        Standing.Level requests = null;
        Standing.Level tokens = null;
        for (Account.Limited one : limited) {
            if (one.rates().requestsPerMinute().isPresent()) {
                double part = part(one.rates().requestsPerMinute().getAsInt(), share);
                requests = Standing.Level.tighter(requests, Standing.Level.of(part, one.account().requests.level(part, now)));
            }
            if (one.tokens()) {
                double part = part(one.rates().tokensPerMinute().getAsInt(), share);
                tokens = Standing.Level.tighter(tokens, Standing.Level.of(part, one.account().tokens.level(part, now)));
            }
        }
        return new Standing(requests, tokens);
    }

    /** A share of a limit, at least 1: a small limit shared by many still lets somebody through. */
    static double part(int limit, double share) {
        return Math.max(1, Math.floor(limit * share));
    }
}
