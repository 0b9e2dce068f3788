package dev.portcullis.usage;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;

/**
 * Makes out every call's bill, once the call is over and its reply is known, whichever comes last: a caller may leave before there
 * is a reply, and what was asked of a provider by then is paid for. Of an answer that identical calls share, the one that pays is
 * known last. Depends on nothing that can be down.
 */
public final class Charge implements Stage<Call, Call> {

    private static final int FIRST_ERROR = 400;

    private final BiFunction<Target, Usage, Usd> price;
    private final ToLongBiFunction<Call, Target> inputOf;

    /** @param inputOf the tokens of a call's input as this target's model counts them, where its provider has not said */
    public Charge(BiFunction<Target, Usage, Usd> price, ToLongBiFunction<Call, Target> inputOf) {
        this.price = price;
        this.inputOf = inputOf;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        Billing billing = new Billing(call);
        call.over().thenAccept(billing::over);
        return next.respond(call)
                .onFailure().invoke(bug -> billing.replied(new Refusal.Broken()))
                .map(reply -> {
                    billing.replied(reply);
                    return reply instanceof Answer answer && answer.body() instanceof Body.Whole ? withCost(answer) : reply;
                });
    }

    private Reply withCost(Answer answer) {
        Usd cost = answer.origin().cache() == CacheUse.HIT ? Usd.ZERO : cost(answer.origin(), answer.usageSoFar().get());
        return cost.nanos() == 0 ? answer : answer.with(Headers.of("x-portcullis-cost", cost.toString()));
    }

    private Usd cost(Origin origin, Usage usage) {
        return origin.target().map(target -> price.apply(target, usage)).orElse(Usd.ZERO);
    }

    private final class Billing {

        private final Call call;
        private Outcome outcome;
        private Reply reply;

        Billing(Call call) {
            this.call = call;
        }

        void over(Outcome how) {
            Reply known;
            synchronized (this) {
                outcome = how;
                known = reply;
            }
            if (known != null) {
                makeOut(how, known);
            }
        }

        void replied(Reply with) {
            Outcome known;
            synchronized (this) {
                reply = with;
                known = outcome;
            }
            if (known != null) {
                makeOut(known, with);
            }
        }

        private void makeOut(Outcome how, Reply with) {
            Optional<CompletionStage<Settlement>> settlement = settlement(with);
            if (settlement.isPresent()) {
                settlement.get().thenAccept(settled -> call.bill().complete(bill(how, with, settled)));
            } else {
                call.bill().complete(bill(how, with, new Settlement(used(how, with), true)));
            }
        }

        private static Optional<CompletionStage<Settlement>> settlement(Reply with) {
            return switch (with) {
                case Answer answer -> answer.settlement();
                case Refusal refusal -> refusal.plain() instanceof Refusal.OutputInvalid invalid ? invalid.settlement() : Optional.empty();
            };
        }

        /** An answer that is not given is paid for, even if its caller has left before that was said. */
        private static Usage used(Outcome how, Reply with) {
            return with instanceof Refusal ? with.used() : how.usage();
        }

        private Bill bill(Outcome how, Reply with, Settlement settled) {
            Usage usage = settled.usage();
            if (!settled.bought()) {
                return new Bill(how, with.origin(), usage, false, Usd.ZERO, cost(with.origin(), usage));
            }
            if (how.ending() == Outcome.Ending.ABANDONED && usage.equals(Usage.UNKNOWN)) {
                usage = unseen(with);
            }
            return new Bill(how, with.origin(), usage, true, cost(with.origin(), usage), Usd.ZERO);
        }

        /** What a call has used of whose answer its caller has seen nothing: what was asked is paid for. */
        private Usage unseen(Reply with) {
            if (with instanceof Answer answer) {
                Usage soFar = answer.usageSoFar().get();
                return soFar.equals(Usage.UNKNOWN) && answer.status() < FIRST_ERROR ? asked(answer.origin()) : soFar;
            }
            boolean asked = !with.origin().attempts().isEmpty() && with.origin().attempts().getLast().result() == Attempt.Result.ABANDONED;
            return asked ? asked(with.origin()) : Usage.UNKNOWN;
        }

        private Usage asked(Origin origin) {
            return origin.target().map(target -> Usage.estimate(inputOf.applyAsLong(call, target), 0)).orElse(Usage.UNKNOWN);
        }
    }
}
