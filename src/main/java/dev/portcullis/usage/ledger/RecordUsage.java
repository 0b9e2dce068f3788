package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.UnitHash;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One line in the ledger for every call that was answered, and its count for every one that was refused. The line is written down
 * before the caller has a byte of the answer, so that a kill in the middle loses nothing, and again with the truth when the bill is
 * made out; once only where that is before the caller has a byte. The database may be away.
 */
public final class RecordUsage implements Stage<Call, Call> {

    /** There was no first byte. */
    private static final long NONE = -1;

    private final Ledger ledger;
    private final InstantSource clock;
    private final Predicate<String> exists;
    private final BiFunction<Target, Usage, Usd> price;

    /** @param exists whether a model is served here: a name that a caller made up is not written down */
    public RecordUsage(Ledger ledger, InstantSource clock, Predicate<String> exists, BiFunction<Target, Usage, Usd> price) {
        this.ledger = ledger;
        this.clock = clock;
        this.exists = exists;
        this.price = price;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        return record(call, next, answer -> !(answer.body() instanceof Body.Whole whole && whole.isAtOnce() && isSettled(answer)));
    }

    /** Whether its bill is made out as soon as the call is over. */
    private static boolean isSettled(Answer answer) {
        return answer.settlement().isEmpty() || answer.settlement().get().toCompletableFuture().isDone();
    }

    /** The same for calls that the gateway makes by itself: when they are over has nothing to do with what a caller has. */
    public Stage<Call, Call> ofOwnCalls() {
        return (call, next) -> record(call, next, answer -> true);
    }

    /** @param begins whether somebody may have something of this answer before its call is over */
    private Uni<Reply> record(Call call, Responder<Call> next, Predicate<Answer> begins) {
        Recording recording = new Recording(call, clock.instant());
        call.bill().thenAccept(recording::over);
        return next.respond(call).invoke(reply -> {
            if (reply instanceof Answer answer && begins.test(answer)) {
                recording.begun(answer);
            }
        });
    }

    private final class Recording {

        private final Call call;
        private final Instant at;
        /** In the journal; the reply is known before the bill is made out. */
        private volatile long number = Journal.UNWRITTEN;

        Recording(Call call, Instant at) {
            this.call = call;
            this.at = at;
        }

        void begun(Answer answer) {
            Usage soFar = answer.body() instanceof Body.Whole ? answer.usageSoFar().get() : Usage.estimate(call.payload().estimatedInputTokens(), 0);
            Usd worth = answer.origin().target().map(target -> price.apply(target, soFar)).orElse(Usd.ZERO);
            boolean hit = answer.origin().cache() == CacheUse.HIT;
            number = ledger.begun(line(answer.origin(), new Entry.End(soFar, hit ? Usd.ZERO : worth, hit ? worth : Usd.ZERO, 0, NONE,
                    answer.status(), Entry.INTERRUPTED)));
        }

        void over(Bill bill) {
            String outcome = bill.outcome().ending().name().toLowerCase(Locale.ROOT);
            if (bill.origin().attempts().isEmpty() && bill.outcome().reply().orElse(null) instanceof Refusal refusal) {
                ledger.refused(new Refusals.Kind(call.tenant().name(), call.keyId(), call.endpoint().word(), known(call.payload().model()),
                        bill.origin().cache().word(), bill.outcome().status(), snake(refusal.plain().getClass().getSimpleName())), call.id());
                return;
            }
            Entry.End end = new Entry.End(bill.usage(), bill.cost(), bill.saved(), micros(bill.outcome().took()),
                    bill.outcome().firstByte().map(RecordUsage::micros).orElse(NONE), bill.outcome().status(), outcome, output(bill));
            if (number == Journal.UNWRITTEN) {
                ledger.line(line(bill.origin(), end));
            } else {
                ledger.over(number, end);
            }
        }

        private Entry line(Origin origin, Entry.End end) {
            Optional<Target> target = origin.target();
            return new Entry(at, call.id(), new Entry.Subject(call.tenant().name(), call.keyId(), call.endpoint().word(),
                    target.map(Target::model).orElseGet(() -> known(call.payload().model())), target.map(Target::name).orElse(""), call.prompt().id(),
                    call.prompt().version(), origin.cache().word()), share(origin), end, 1);
        }

        /** Nobody needs to know who makes a call without a prompt that no release is judged by: no statistics are made of it. */
        private Entry.Share share(Origin origin) {
            Optional<Assignment> judged = call.judged(origin);
            if (call.prompt().isNone() && judged.isEmpty()) {
                return Entry.Share.NONE;
            }
            Optional<Assignment> assigned = call.prompt().assignment();
            return new Entry.Share(Optional.of(UnitHash.of(assigned.map(Assignment::unit).orElseGet(call::stickyKey))),
                    judged.map(Assignment::release).orElse(""), judged.map(Assignment::arm).orElse(""));
        }

        private String output(Bill bill) {
            return call.prompt().isNone() ? "" : bill.outcome().reply().map(OutputVerdict::of).orElse(OutputVerdict.NONE).word();
        }
    }

    private String known(String model) {
        return exists.test(model) ? model : "";
    }

    /** {@code OverLimit} as {@code over_limit}. */
    private static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c) && !snake.isEmpty()) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
