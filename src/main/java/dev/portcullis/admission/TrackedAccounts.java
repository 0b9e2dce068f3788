package dev.portcullis.admission;

import dev.portcullis.config.RateSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts of one tenant's keys, or of its end users, in a bounded number: of those that called least recently one that is idle
 * and has all of its limits again is forgotten, which gives away nothing. While there is none, all that are not tracked share one
 * account. Guarded by its {@link Accounts}.
 */
final class TrackedAccounts {

    /** How many of those that called least recently are looked at for one that can be forgotten. */
    private static final int LOOKED_AT = 8;
    /** Stands for all that are not tracked; no key and no user is called that. */
    private static final String OTHERS = "*";

    private final Map<String, Account> byName = new LinkedHashMap<>(16, 0.75f, true);
    private final Account others = new Account(OTHERS);
    private final int most;

    TrackedAccounts(int most) {
        this.most = most;
    }

    /** The account of that name, or of all that are not tracked. */
    Account of(String name, RateSettings rates, double share, long now) {
        Account known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= most && forgetIdle(rates, LOOKED_AT, share, now) == 0) {
            return others;
        }
        Account fresh = new Account(name);
        byName.put(name, fresh);
        return fresh;
    }

    /** Those that are tracked, and the one of all others. */
    List<Account> all() {
        List<Account> all = new ArrayList<>(byName.size() + 1);
        all.addAll(byName.values());
        all.add(others);
        return all;
    }

    /** Of those that called least recently, {@code looked} at most. @return how many were forgotten */
    int forgetIdle(RateSettings rates, int looked, double share, long now) {
        int forgotten = 0;
        var oldest = byName.values().iterator();
        for (int i = 0; i < looked && oldest.hasNext(); i++) {
            if (oldest.next().isIdle(rates, share, now)) {
                oldest.remove();
                forgotten++;
            }
        }
        return forgotten;
    }
}
