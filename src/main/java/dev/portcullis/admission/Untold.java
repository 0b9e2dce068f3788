package dev.portcullis.admission;

import dev.portcullis.config.RateSettings;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import java.util.Collection;
import java.util.List;

/**
 * What a bucket has given away here alone since Redis was told last.
 *
 * @param name   of its account among those of its kind
 * @param limit  of everybody
 * @param amount to be taken of the bucket at Redis, or to be given back if negative
 */
record Untold(Scope scope, String name, Unit unit, int limit, double amount, TokenBucket bucket) {

    /** What there is of these accounts; from now on it counts as told. @param share of a limit that this process gives by itself */
    static void add(List<Untold> all, Scope scope, Collection<Account> accounts, RateSettings rates, double share, long now) {
        for (Account account : rates.isNone() ? List.<Account>of() : accounts) {
            rates.requestsPerMinute().ifPresent(limit -> add(all, scope, account.name, Unit.REQUESTS, limit, account.requests, share, now));
            rates.tokensPerMinute().ifPresent(limit -> add(all, scope, account.name, Unit.TOKENS, limit, account.tokens, share, now));
        }
    }

    private static void add(List<Untold> all, Scope scope, String name, Unit unit, int limit, TokenBucket bucket, double share, long now) {
        double amount = bucket.tell(Accounts.part(limit, share), now);
        if (amount != 0) {
            all.add(new Untold(scope, name, unit, limit, amount, bucket));
        }
    }
}
