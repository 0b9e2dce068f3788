package dev.portcullis.admission;

import java.util.List;

/** What was taken of a tenant's {@link Accounts} for one call, here alone or following Redis. Thread-safe, by their lock. */
final class Taken implements Reservation {

    private final Accounts accounts;
    private final List<Account.Limited> limited;
    private final List<Budget.Window> windows;
    private final Demand demand;
    private final double share;
    private final boolean shared;

    Taken(Accounts accounts, List<Account.Limited> limited, List<Budget.Window> windows, Demand demand, double share, boolean shared) {
        this.accounts = accounts;
        this.limited = limited;
        this.windows = windows;
        this.demand = demand;
        this.share = share;
        this.shared = shared;
    }

    List<Budget.Window> windows() {
        return windows;
    }

    @Override
    public void settle(long tokens, long cost) {
        settle(tokens, cost, false);
    }

    /** @param told whether Redis is told the same. @return the epoch, for {@link #notTold} */
    int settle(long tokens, long cost, boolean told) {
        synchronized (accounts) {
            for (Account.Limited one : limited) {
                one.account().open--;
                if (one.tokens()) {
                    int limit = one.rates().tokensPerMinute().getAsInt();
                    one.account().tokens.giveBack(one.tokensOf(demand, share) - tokens, Accounts.part(limit, share), limit);
                    if (!told) {
                        one.account().tokens.untold(tokens - one.tokensOf(demand, shared ? 1 : share));
                    }
                }
            }
            for (Budget.Window window : windows) {
                window.settle(demand.cost(), cost);
                if (told) {
                    window.told(cost, -demand.cost());
                }
            }
            return accounts.epoch();
        }
    }

    /** Redis was not told after all. */
    void notTold(long tokens, long cost, int when) {
        synchronized (accounts) {
            for (Account.Limited one : limited) {
                if (one.tokens()) {
                    one.account().tokens.untold(tokens - one.tokensOf(demand, shared ? 1 : share));
                }
            }
            if (when == accounts.epoch()) {
                windows.forEach(window -> window.told(-cost, demand.cost()));
            }
        }
    }
}
