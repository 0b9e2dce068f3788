package dev.portcullis.pipeline;

/**
 * What a call came to, known once it is over and nothing is tried for it any more.
 *
 * @param origin every attempt that was made, also where the caller left before there was a reply
 * @param usage  as the provider counted it, or as the gateway did; of an abandoned call what had passed
 * @param bought whether this call pays for it; if not, the answer was known already, or an identical call pays
 * @param cost   by the price of the target that answered; zero where there is no price, or the call does not pay
 * @param saved  by the same price, what a call would have cost that does not pay; zero for one that does
 */
public record Bill(Outcome outcome, Origin origin, Usage usage, boolean bought, Usd cost, Usd saved) {

    /** Tokens that limits count: those that a provider was asked for. */
    public long countedTokens() {
        return bought ? usage.total() : 0;
    }
}
