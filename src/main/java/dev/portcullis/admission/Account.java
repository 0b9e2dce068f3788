package dev.portcullis.admission;

import dev.portcullis.config.RateSettings;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;

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

        /** What a call takes of the tokens, where there is a limit of them. @param share of every limit that this process gives by itself */
        double tokensOf(Demand demand, double share) {
            int limit = rates.tokensPerMinute().getAsInt();
            return demand.tokensOf(limit, Accounts.part(limit, share));
        }

        /** Adds what is lacking for a call, if anything is. @param share of every limit that this process gives by itself */
        void lack(Demand demand, double share, long now, Shortage shortage) {
            if (rates.requestsPerMinute().isPresent()) {
                double part = Accounts.part(rates.requestsPerMinute().getAsInt(), share);
                double level = account.requests.level(part, now);
                if (!TokenBucket.holds(level, 1)) {
                    shortage.bucket(scope, Unit.REQUESTS, part, level, 1);
                }
            }
            if (tokens()) {
                double part = Accounts.part(rates.tokensPerMinute().getAsInt(), share);
                double level = account.tokens.level(part, now);
                double asked = tokensOf(demand, share);
                if (!TokenBucket.holds(level, asked)) {
                    shortage.bucket(scope, Unit.TOKENS, part, level, asked);
                }
            }
            if (rates.concurrentRequests().isPresent()) {
                int part = (int) Accounts.part(rates.concurrentRequests().getAsInt(), share);
                if (account.open >= part) {
                    shortage.concurrent(scope, part);
                }
            }
        }
    }
}
