package dev.portcullis.admission;

import dev.portcullis.config.LimitSettings;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps a tenant to its models, limits and budgets: what a call may use is taken from all of them in one step before it is sent,
 * and what it did use is settled when its bill is made out. Redis slow or gone costs a call at most 50 ms; then this process decides
 * alone, at its share.
 */
public final class Admit implements Stage<Call, Call> {

    private final Predicate<String> exists;
    private final Limits limits;
    private final Estimate estimate;

    /**
     * @param exists    whether a model is served here: one that is not has no permission to lack, and is refused as unknown later
     * @param maxOutput the longest answer of a model in tokens, where it is known
     * @param price     what a model's dearest target takes for a usage
     */
    public Admit(Predicate<String> exists, Limits limits, Function<String, OptionalLong> maxOutput, BiFunction<String, Usage, Usd> price) {
        this.exists = exists;
        this.limits = limits;
        this.estimate = new Estimate(maxOutput, price);
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        String model = call.payload().model();
        if (!call.tenant().mayUse().test(model) && exists.test(model)) {
            return Uni.createFrom().item(new Refusal.ModelNotAllowed(model));
        }
        Optional<Accounts> accounts = limits.of(call.tenant());
        return accounts.isEmpty() ? next.respond(call) : within(accounts.get(), call, next);
    }

    private Uni<Reply> within(Accounts accounts, Call call, Responder<Call> next) {
        LimitSettings settings = accounts.limits();
        long most = settings.maxTokensPerRequest().orElse(0);
        Demand demand = estimate.of(call, accounts.expectations(), most, !settings.perUser().isNone());
        if (most > 0 && (demand.bound() ? demand.tokens() : demand.inputOnly()) > most) {
            return Uni.createFrom().item(new Refusal.TooManyTokens(most, demand.inputOnly(), demand.bound() ? demand.tokens() - demand.inputOnly() : 0));
        }
        return limits.reserve(call.tenant().name(), accounts, demand, verdict -> decided(verdict, accounts.expectations(), demand, call, next));
    }

    private static Uni<Reply> decided(Verdict verdict, Expectations expectations, Demand demand, Call call, Responder<Call> next) {
        return switch (verdict) {
            case Verdict.Denied denied -> Uni.createFrom().item(denied.refusal().with(denied.standing().headers()));
            case Verdict.Granted granted -> {
                call.bill().thenAccept(bill -> {
                    granted.reservation().settle(bill.countedTokens(), bill.cost().nanos());
                    if (bill.bought() && !demand.bound()) {
                        learn(expectations, call, bill);
                    }
                });
                yield next.respond(call).map(reply -> reply.with(granted.standing().headers()));
            }
        };
    }

    private static void learn(Expectations expectations, Call call, Bill bill) {
        if (bill.outcome().ending() == Outcome.Ending.COMPLETED && bill.usage().output() > 0) {
            bill.origin().target().ifPresent(target -> expectations.learn(target.model(), bill.usage().output(), call.payload().choices()));
        }
    }
}
