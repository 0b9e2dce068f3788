package dev.portcullis.release.observe;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.release.canary.Measure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one call tells of its side.
 *
 * @param values only of a call that is judged; of each measure at most one
 */
record Observation(Kind kind, Map<Measure, Double> values) {

    /** What a call is to its side. */
    enum Kind {
        /** It tells something: an answer of the side's own model, or a failure that is not the caller's. */
        JUDGED,
        /** It was answered by what was known already, which tells nothing of the model, and less of a new version, of which less is known. */
        CACHED,
        /** Another model, or another target, answered in place of the side's own. */
        CONTAMINATED,
        /** The request was no good, as the provider or the gateway says; whether by the caller's fault or by the version's nobody knows. */
        REFUSED,
        /** The caller left, a limit or a guard kept the request back, or only a known answer was wanted. */
        LEFT_OUT;

        boolean isJudged() {
            return this == JUDGED;
        }
    }

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OUR_ERROR = 500;
    /** Shorter ones are as long: a logarithm needs something. */
    private static final Duration SHORTEST = Duration.ofNanos(1_000);
    private static final double NANOS_A_SECOND = 1e9;
    private static final String FAILED = "failed";
    private static final String PASSED = "passed";

    /** @param own whether a target is of the side itself: of the model that its prompt's version names, or the one that its model's canary tries */
    static Observation of(Bill bill, Predicate<Target> own) {
        Outcome outcome = bill.outcome();
        if (outcome.ending() == Ending.ABANDONED || outcome.reply().isEmpty()) {
            return of(Kind.LEFT_OUT);
        }
        Reply reply = outcome.reply().get();
        if (isAnswered(reply) && bill.origin().cache() == CacheUse.HIT) {
            return of(Kind.CACHED);
        }
        if (isAnswered(reply) && bill.origin().target().filter(own.negate()).isPresent()) {
            return of(Kind.CONTAMINATED);
        }
        return switch (reply) {
            case Refusal refusal -> ofRefusal(bill, refusal.plain());
            case Answer answer -> ofAnswer(bill, answer);
        };
    }

    /** Whether there was an answer, though it may have been kept back. */
    private static boolean isAnswered(Reply reply) {
        return switch (reply) {
            case Answer answer -> true;
            case Refusal refusal -> switch (refusal.plain()) {
                case Refusal.OutputInvalid invalid -> true;
                case Refusal.Blocked blocked -> !blocked.in();
                default -> false;
            };
        };
    }

    private static Observation ofRefusal(Bill bill, Refusal refusal) {
        return switch (refusal) {
            case Refusal.Blocked blocked -> blocked.in() ? of(Kind.LEFT_OUT) : stopped(bill);
            case Refusal.OutputInvalid invalid -> new Values().put(Measure.ERROR_RATE, 1).put(Measure.OUTPUT_FAILURES, 1).cost(bill).judged();
            case Refusal.NotCached no -> of(Kind.LEFT_OUT);
            case Refusal.CallerLeft no -> of(Kind.LEFT_OUT);
            case Refusal.UnknownModel no -> of(Kind.REFUSED);
            case Refusal.ModelNotAllowed no -> of(Kind.REFUSED);
            default -> bill.outcome().status() >= FIRST_OUR_ERROR ? failed(bill) : of(Kind.LEFT_OUT);
        };
    }

    private static Observation ofAnswer(Bill bill, Answer answer) {
        if (bill.outcome().ending() == Ending.FAILED && !answer.found().get().isEmpty()) {
            return stopped(bill);
        }
        if (bill.outcome().ending() != Ending.COMPLETED || answer.status() >= FIRST_OUR_ERROR) {
            return failed(bill);
        }
        if (answer.status() >= FIRST_ERROR) {
            return isOurs(answer.status()) ? failed(bill) : of(Kind.REFUSED);
        }
        Values values = new Values().put(Measure.ERROR_RATE, 0).put(Measure.GUARD_BLOCKS, 0)
                .put(Measure.LATENCY, seconds(bill.outcome().took())).cost(bill);
        if (answer.body() instanceof Body.Stream) {
            bill.outcome().firstByte().ifPresent(first -> values.put(Measure.TIME_TO_FIRST_TOKEN, seconds(first)));
        }
        output(answer).ifPresent(verdict -> values.put(Measure.OUTPUT_FAILURES, verdict ? 0 : 1));
        return values.judged();
    }

    /** With these a provider refuses the gateway and not the caller, who has no account there and has not named its model. */
    private static boolean isOurs(int status) {
        return switch (status) {
            case 401, 402, 403, 404, 408, 429 -> true;
            default -> false;
        };
    }

    /** Whether it is as promised; empty where nothing is promised, or nothing can be said. */
    private static Optional<Boolean> output(Reply reply) {
        String atTheEnd = reply instanceof Answer answer ? answer.output().get() : "";
        String verdict = atTheEnd.isEmpty() ? reply.headers().first("x-portcullis-output").orElse("") : atTheEnd;
        return verdict.startsWith(PASSED) ? Optional.of(true) : verdict.startsWith(FAILED) ? Optional.of(false) : Optional.empty();
    }

    /** By a guard, whole or in the middle of a stream. */
    private static Observation stopped(Bill bill) {
        return new Values().put(Measure.ERROR_RATE, 0).put(Measure.GUARD_BLOCKS, 1).cost(bill).judged();
    }

    private static Observation failed(Bill bill) {
        return new Values().put(Measure.ERROR_RATE, 1).cost(bill).judged();
    }

    private static Observation of(Kind kind) {
        return new Observation(kind, Map.of());
    }

    private static double seconds(Duration time) {
        return Math.log((time.compareTo(SHORTEST) < 0 ? SHORTEST : time).toNanos() / NANOS_A_SECOND);
    }

    private static final class Values {

        private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

        Values put(Measure measure, double value) {
            values.put(measure, value);
            return this;
        }

        /** What was paid, also for an answer that nobody got. */
        Values cost(Bill bill) {
            return bill.bought() ? put(Measure.COST, bill.cost().dollars().doubleValue()) : this;
        }

        Observation judged() {
            return new Observation(Kind.JUDGED, values);
        }
    }
}
