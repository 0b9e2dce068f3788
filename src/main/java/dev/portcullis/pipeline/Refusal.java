package dev.portcullis.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Why the gateway answers instead of a provider. Facts only: the edge finds the words and the status. */
public sealed interface Refusal extends Reply {

    @Override
    default Origin origin() {
        return Origin.GATEWAY;
    }

    @Override
    default Headers headers() {
        return Headers.NONE;
    }

    @Override
    default Usage used() {
        return Usage.UNKNOWN;
    }

    @Override
    default Refusal with(Headers more) {
        return new Noted(this, more, origin());
    }

    @Override
    default Refusal from(Origin where) {
        return new Noted(this, headers(), where);
    }

    /** The refusal itself, whatever its head says. */
    default Refusal plain() {
        return this;
    }

    /** A refusal of which more is known, such as what is left of the caller's limits. */
    record Noted(Refusal plain, Headers headers, Origin origin) implements Refusal {

        @Override
        public Usage used() {
            return plain.used();
        }

        @Override
        public Refusal with(Headers more) {
            return new Noted(plain, headers.and(more), origin);
        }

        @Override
        public Refusal from(Origin where) {
            return new Noted(plain, headers, where);
        }
    }

    record Unauthenticated(String reason) implements Refusal {
    }

    /** @param reason what is wrong with the token in general words; never holds any of it */
    record InvalidToken(String reason) implements Refusal {
    }

    /**
     * A token that is good and does not belong to one tenant.
     *
     * @param several whether it belongs to more than one
     * @param claims  where tenants were found, or looked for, as the configuration writes it
     */
    record NoTenant(boolean several, List<String> claims) implements Refusal {
    }

    /** A token cannot be checked, because its issuer could not be asked for its keys. */
    record IssuerAway(Duration retryAfter) implements Refusal {
    }

    record ModelNotAllowed(String model) implements Refusal {
    }

    record InvalidJson(String detail) implements Refusal {
    }

    /** @param within what is missing in it, where it is not all missing */
    record MissingParameter(String parameter, List<String> within) implements Refusal {

        public MissingParameter(String parameter) {
            this(parameter, List.of());
        }
    }

    record InvalidValue(String parameter, String detail) implements Refusal {
    }

    /** No prompt of this name is there. @param known whether it is known which are, as soon as the database was read once */
    static Refusal noPrompt(String prompt, boolean known) {
        return known ? new PromptNotFound(prompt, "no prompt has this id") : new StoreUnavailable(Duration.ofSeconds(1));
    }

    /** @param detail what there is instead, in one sentence */
    record PromptNotFound(String prompt, String detail) implements Refusal {
    }

    /**
     * More than a limit per minute lets through.
     *
     * @param whose      whose calls the limit counts, in words
     * @param limit      per minute
     * @param asked      by this call; more than {@code limit} can never pass
     * @param retryAfter until there is enough for this call, if nobody else takes it
     */
    record OverLimit(String whose, Unit unit, long limit, long asked, Duration retryAfter) implements Refusal {

        public enum Unit {
            REQUESTS, TOKENS
        }

        public boolean never() {
            return asked > limit;
        }
    }

    /** As many calls as may be open at once are open. */
    record TooManyAtOnce(String whose, int limit, Duration retryAfter) implements Refusal {
    }

    /** @param input estimated. @param output as the call asks for it */
    record TooManyTokens(long limit, long input, long output) implements Refusal {
    }

    /**
     * A budget is used up, or what this call may cost is more than what is left of it.
     *
     * @param period     {@code hourly}, {@code daily} or {@code monthly}
     * @param limit      in nano-dollars
     * @param beginsAnew when the next period begins
     * @param soon       whether there may be enough before: it is only what open calls may still cost that leaves too little
     */
    record OverBudget(String period, long limit, Instant beginsAnew, Duration retryAfter, boolean soon) implements Refusal {
    }

    /**
     * A guard said no.
     *
     * @param what  was found
     * @param rules that found it, or the kinds of data, or the names of policies: never what stood there
     * @param in    whether it was in the request; else in the answer
     * @param used  of an answer that is not given, and has to be paid for
     */
    record Blocked(What what, List<String> rules, boolean in, Usage used, Origin origin) implements Refusal {

        /** Before anybody was asked. */
        public Blocked(What what, List<String> rules) {
            this(what, rules, true, Usage.UNKNOWN, Origin.GATEWAY);
        }

        /** With the contract's code. */
        public enum What {
            INJECTION("prompt_injection_detected"),
            HARM("content_filter"),
            PERSONAL_DATA("pii_detected"),
            POLICY("policy_violation");

            private final String code;

            What(String code) {
                this.code = code;
            }

            public String code() {
                return code;
            }
        }
    }

    /**
     * An answer came that is not what its prompt promises, and that is not given for this reason.
     *
     * @param findings   which promises are broken, in the words of the prompt: never what stood there
     * @param used       of all answers that this call asked for; they have to be paid for
     * @param settlement as an {@link Answer}'s
     */
    record OutputInvalid(String prompt, String findings, Usage used, Optional<CompletionStage<Settlement>> settlement, Origin origin)
            implements Refusal {
    }

    /** There is more text in the request than a guard reads. */
    record TooMuchText(int most) implements Refusal {
    }

    /** Feedback on a call that is none, or somebody else's: which of the two is not said. */
    record UnknownRequest() implements Refusal {
    }

    /** What was to be kept cannot be kept now, or what is to be known was not read yet. */
    record StoreUnavailable(Duration retryAfter) implements Refusal {
    }

    record UnsupportedEncoding(String encoding) implements Refusal {
    }

    record BodyTooLarge(long limitBytes) implements Refusal {
    }

    record BodyTooSlow(Duration limit) implements Refusal {
    }

    record HeadersTooLarge(int limitBytes) implements Refusal {
    }

    record UnknownModel(String model) implements Refusal {
    }

    record UnknownPath(String method, String path) implements Refusal {
    }

    /** @param allowed the methods that the path knows, as the {@code allow} header writes them */
    record MethodNotAllowed(String method, String allowed) implements Refusal {
    }

    /** The caller wants an answer only if it is known already, and it is not. */
    record NotCached() implements Refusal {
    }

    /**
     * Every attempt failed.
     *
     * @param detail the last failure in one sentence
     * @param used   of an answer that came and is not given, because it could not be read; it has to be paid for
     */
    record UpstreamFailed(Origin origin, String detail, Usage used) implements Refusal {

        public UpstreamFailed(Origin origin, String detail) {
            this(origin, detail, Usage.UNKNOWN);
        }
    }

    /** Every attempt failed, the last one by its time limit. */
    record UpstreamTimedOut(Origin origin, String detail) implements Refusal {
    }

    /** Every target's breaker is open. */
    record NoHealthyTarget(String model, Duration retryAfter) implements Refusal {
    }

    record ShuttingDown(Duration retryAfter) implements Refusal {
    }

    /** The bodies that are in memory now leave no room for this one, or as much work as may wait is waiting. */
    record Overloaded(Duration retryAfter) implements Refusal {
    }

    /** The caller left while attempts were being made; nobody reads this. */
    record CallerLeft(Origin origin) implements Refusal {
    }

    /** A bug. It is in the log under the request's id. */
    record Broken() implements Refusal {
    }
}
