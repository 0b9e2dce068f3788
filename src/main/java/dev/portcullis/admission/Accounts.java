package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.RateSettings;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is counted for one tenant: for itself, for each of its keys, for each of its end users, and its budget. All
 * limits of a call are taken in one step or not at all. The number of keys and of users that are tracked is bounded; those that
 * called least recently are forgotten first, which gives away nothing once they have been silent for a minute.
 *
 * <p>Thread-safe: one lock a tenant, held for well under a microsecond and never while anything is awaited.
 */
final class Accounts {

    /** Of one kind; some 200 bytes each. */
    static final int MOST_TRACKED = 10_000;
    /** How many of those that called least recently are looked at for one that can be forgotten. */
    private static final int LOOKED_AT = 8;

    /** @param limits never both unlimited. @param budgets as the configuration has them */
    private record Rules(LimitSettings limits, BudgetSettings budgets) {
    }

    private final Account tenant = new Account();
    private final Map<String, Account> keys = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Account> users = new LinkedHashMap<>(16, 0.75f, true);
    private final Budget budget = new Budget();
    private final int mostTracked;
    private volatile Rules rules = new Rules(LimitSettings.NONE, BudgetSettings.NONE);

    Accounts(int mostTracked) {
        this.mostTracked = mostTracked;
    }

    /** What was taken stays taken. */
    void apply(LimitSettings limits, BudgetSettings budgets) {
        rules = new Rules(limits, budgets);
    }

    LimitSettings limits() {
        return rules.limits;
    }

    BudgetSettings budgets() {
        return rules.budgets;
    }

    /**
     * All or nothing.
     *
     * @param share of every limit that this process may give by itself, above 0 and at most 1
     * @param now   {@link System#nanoTime()}
     */
    synchronized Verdict reserve(Demand demand, double share, long now, Instant today) {
        List<Account.Limited> limited = limited(demand);
        BudgetSettings budgets = rules.budgets;
        Shortage shortage = new Shortage();
        for (Account.Limited one : limited) {
            lack(one, demand, share, now, shortage);
        }
        if (budgets.block()) {
            for (Map.Entry<BudgetPeriod, Long> entry : budgets.limits().entrySet()) {
                if (!budget.window(entry.getKey(), today).allows(demand.cost(), entry.getValue(), share)) {
                    shortage.budget(entry.getKey(), entry.getValue(), today);
                }
            }
        }
        if (!shortage.none()) {
            return new Verdict.Denied(shortage.refusal(), standing(limited, share, now));
        }
        for (Account.Limited one : limited) {
            one.account().requests.take(1);
            if (one.tokens()) {
                one.account().tokens.take(tokensOf(one, demand, share));
            }
        }
        return new Verdict.Granted(open(limited, budgets, demand, share, today), standing(limited, share, now));
    }

    /**
     * What was granted elsewhere counts here as well, so that this process can go on by itself at any moment.
     *
     * @param requests what is left of the requests of each of {@code limited}, of everybody's limit; ignored where there is none
     * @param tokens   likewise
     */
    synchronized Verdict.Granted follow(List<Account.Limited> limited, Demand demand, double[] requests, double[] tokens, double share,
            long now, Instant today) {
        for (int i = 0; i < limited.size(); i++) {
            limited.get(i).account().requests.follow(requests[i] * share, now);
            limited.get(i).account().tokens.follow(tokens[i] * share, now);
        }
        return new Verdict.Granted(open(limited, rules.budgets, demand, share, today), Standing.UNLIMITED);
    }

    /**
     * Where a caller stands, of whom only the key is known.
     *
     * @param share  of the limits that this process counts
     * @param shared whether that stands for all that the replicas count together
     */
    synchronized Standing standing(String key, double share, boolean shared, long now) {
        Standing here = standing(limited(new Demand(key, Optional.empty(), 0, true, 0, 0)), share, now);
        return shared ? here.times(1 / share) : here;
    }

    /** The accounts that have a limit for this call, from the tenant's to the user's. */
    synchronized List<Account.Limited> limited(Demand demand) {
        LimitSettings limits = rules.limits;
        List<Account.Limited> limited = new ArrayList<>(3);
        if (!limits.tenant().isNone()) {
            limited.add(new Account.Limited(Scope.TENANT, tenant, limits.tenant()));
        }
        if (!limits.perKey().isNone()) {
            limited.add(new Account.Limited(Scope.KEY, tracked(keys, demand.key()), limits.perKey()));
        }
        Optional<String> user = demand.user();
        if (user.isPresent() && !limits.perUser().isNone()) {
            limited.add(new Account.Limited(Scope.USER, tracked(users, user.get()), limits.perUser()));
        }
        return limited;
    }

    /** The current window of a period, as far as this replica knows. */
    synchronized Budget.Seen seen(BudgetPeriod period, Instant today) {
        return budget.window(period, today).seen();
    }

    /** What the ledger has now: both at once, or a budget would seem to have more than it has for a moment. */
    synchronized void inTheLedger(List<Limits.Written> written, List<Limits.Spent> spent, Instant now) {
        written.forEach(line -> budget.written(line.admitted(), line.cost()));
        spent.forEach(sum -> budget.recorded(sum.period(), sum.begin(), sum.spent(), now));
    }

    private static void lack(Account.Limited one, Demand demand, double share, long now, Shortage shortage) {
        RateSettings rates = one.rates();
        if (rates.requestsPerMinute().isPresent()) {
            double part = part(rates.requestsPerMinute().getAsInt(), share);
            double level = one.account().requests.level(part, now);
            if (!TokenBucket.holds(level, 1)) {
                shortage.bucket(one.scope(), Unit.REQUESTS, part, level, 1);
            }
        }
        if (rates.tokensPerMinute().isPresent()) {
            double part = part(rates.tokensPerMinute().getAsInt(), share);
            double level = one.account().tokens.level(part, now);
            double asked = tokensOf(one, demand, share);
            if (!TokenBucket.holds(level, asked)) {
                shortage.bucket(one.scope(), Unit.TOKENS, part, level, asked);
            }
        }
        if (rates.concurrentRequests().isPresent()) {
            int part = (int) part(rates.concurrentRequests().getAsInt(), share);
            if (one.account().open >= part) {
                shortage.concurrent(one.scope(), part);
            }
        }
    }

    private Reservation open(List<Account.Limited> limited, BudgetSettings budgets, Demand demand, double share, Instant today) {
        for (Account.Limited one : limited) {
            one.account().open++;
        }
        List<Budget.Window> windows = new ArrayList<>(budgets.limits().size());
        for (BudgetPeriod period : budgets.limits().keySet()) {
            Budget.Window window = budget.window(period, today);
            window.reserve(demand.cost());
            windows.add(window);
        }
        return (tokens, cost) -> settle(limited, windows, demand, share, tokens, cost);
    }

    private synchronized void settle(List<Account.Limited> limited, List<Budget.Window> windows, Demand demand, double share,
            long tokens, long cost) {
        for (Account.Limited one : limited) {
            one.account().open--;
            if (one.tokens()) {
                one.account().tokens.giveBack(tokensOf(one, demand, share) - tokens, part(one.rates().tokensPerMinute().getAsInt(), share));
            }
        }
        for (Budget.Window window : windows) {
            window.settle(demand.cost(), cost);
        }
    }

    private static double tokensOf(Account.Limited one, Demand demand, double share) {
        int limit = one.rates().tokensPerMinute().getAsInt();
        return demand.tokensOf(limit, part(limit, share));
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
    private static double part(int limit, double share) {
        return Math.max(1, Math.floor(limit * share));
    }

    /** The account of that name; a new one takes the place of one that has nothing open and called least recently. */
    private Account tracked(Map<String, Account> accounts, String name) {
        Account known = accounts.get(name);
        if (known != null) {
            return known;
        }
        if (accounts.size() >= mostTracked) {
            forgetOne(accounts);
        }
        Account fresh = new Account();
        accounts.put(name, fresh);
        return fresh;
    }

    private static void forgetOne(Map<String, Account> accounts) {
        var oldest = accounts.values().iterator();
        for (int i = 0; i < LOOKED_AT && oldest.hasNext(); i++) {
            if (oldest.next().open == 0) {
                oldest.remove();
                return;
            }
        }
        // All of them are busy: the oldest is forgotten all the same, or their number would have no bound.
        oldest = accounts.values().iterator();
        oldest.next();
        oldest.remove();
    }
}
