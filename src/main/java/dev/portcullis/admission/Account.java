package dev.portcullis.admission;

import dev.portcullis.config.RateSettings;

/** What one tenant, key or user has taken. Guarded by its {@link Accounts}. */
final class Account {

    /** Among those of its kind. */
    final String name;
    final TokenBucket requests = new TokenBucket();
    final TokenBucket tokens = new TokenBucket();
    /** Calls that were admitted and are not over. */
    int open;

    Account(String name) {
        this.name = name;
    }

    /** Whether a new one in its place would be no different. */
    boolean isIdle(RateSettings rates, double share, long now) {
        return open == 0
                && (rates.requestsPerMinute().isEmpty() || requests.isFull(Accounts.part(rates.requestsPerMinute().getAsInt(), share), now))
                && (rates.tokensPerMinute().isEmpty() || tokens.isFull(Accounts.part(rates.tokensPerMinute().getAsInt(), share), now));
    }

    /** An account with the limits that were in force when its call came. */
    record Limited(Scope scope, Account account, RateSettings rates) {

        boolean tokens() {
            return rates.tokensPerMinute().isPresent();
        }
    }
}
