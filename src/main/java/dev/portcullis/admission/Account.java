package dev.portcullis.admission;

import dev.portcullis.config.RateSettings;

/** What one tenant, key or user has taken. Guarded by its {@link Accounts}. */
final class Account {

    final TokenBucket requests = new TokenBucket();
    final TokenBucket tokens = new TokenBucket();
    /** Calls that were admitted and are not over. */
    int open;

    /** An account with the limits that were in force when its call came. */
    record Limited(Scope scope, Account account, RateSettings rates) {

        boolean tokens() {
            return rates.tokensPerMinute().isPresent();
        }
    }
}
