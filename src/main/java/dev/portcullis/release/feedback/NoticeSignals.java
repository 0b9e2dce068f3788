package dev.portcullis.release.feedback;

import dev.portcullis.config.FeedbackSettings;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.ScoreListener;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers a call of a prompt for who gives feedback on it, and notices what became of the answer, once the call is over: whether it was
 * left while it came, whether it was what the prompt promises, and whether the caller asks the same again. Calls that name no prompt pass
 * as if this were not there. Depends on nothing that can be down: what it notices is written later.
 */
public final class NoticeSignals implements Stage<Call, Call> {

    private static final int FIRST_ERROR = 400;
    /** How often OpenAI's SDKs have sent a call before: that is the program's doing, not its user's. */
    private static final String SENT_AGAIN = "x-stainless-retry-count";

    private final Supplier<FeedbackSettings> settings;
    private final RecentCalls recent;
    private final Retries retries;
    private final WriteFeedback feedback;
    private final ScoreListener listener;
    private final InstantSource clock;
    private final LongSupplier nanos;

    NoticeSignals(Supplier<FeedbackSettings> settings, RecentCalls recent, Retries retries, WriteFeedback feedback, ScoreListener listener,
            InstantSource clock, LongSupplier nanos) {
        this.settings = settings;
        this.recent = recent;
        this.retries = retries;
        this.feedback = feedback;
        this.listener = listener;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        if (!call.prompt().isNone()) {
            Instant at = clock.instant();
            long begun = nanos.getAsLong();
            call.bill().thenAccept(bill -> bill.origin().target().ifPresent(target -> over(call, bill, known(call, bill, target, at), begun)));
        }
        return next.respond(call);
    }

    private static KnownCall known(Call call, Bill bill, Target target, Instant at) {
        Optional<Assignment> assigned = call.prompt().assignment();
        Optional<Assignment> judged = call.judged(bill.origin());
        return new KnownCall(new KnownCall.Name(call.tenant().name(), call.id()), at, call.prompt().id(), call.prompt().version(), target.model(),
                UnitHash.of(assigned.map(Assignment::unit).orElseGet(call::stickyKey)), judged.map(Assignment::release).orElse(""),
                judged.map(Assignment::arm).orElse(""), bill.outcome().reply().map(OutputVerdict::of).orElse(OutputVerdict.NONE));
    }

    private void over(Call call, Bill bill, KnownCall known, long begun) {
        recent.add(known);
        checked(bill, known);
        FeedbackSettings now = settings.get();
        if (!now.notice()) {
            return;
        }
        boolean left = isLeft(bill.outcome());
        if (left) {
            feedback.note(known, Action.ABANDONED);
        }
        boolean answered = left || bill.outcome().ending() == Ending.COMPLETED && bill.outcome().status() < FIRST_ERROR;
        Optional<KnownCall> unserved = retries.over(call.stickyKey(), Sketch.of(call.prompt().given()), known, begun, nanos.getAsLong(), answered,
                now.retryWindow());
        if (call.headers().first(SENT_AGAIN).filter(times -> !times.equals("0")).isEmpty()) {
            unserved.ifPresent(earlier -> feedback.note(earlier, Action.RETRY));
        }
    }

    /** An answer that was known already was checked when it was made. */
    private void checked(Bill bill, KnownCall known) {
        boolean told = known.output() == OutputVerdict.PASSED || known.output() == OutputVerdict.FAILED;
        if (told && bill.origin().cache() != CacheUse.HIT) {
            feedback.checked(new FeedbackStore.Version(known.prompt(), known.version()), known.output() == OutputVerdict.PASSED);
        }
        OptionalDouble score = WriteFeedback.ofItself(known);
        if (known.isJudged() && score.isPresent()) {
            listener.scored(known.release(), known.arm(), known.unit(), score.getAsDouble(), 1);
        }
    }

    /** Whether the caller has seen some of a stream and did not want the rest. */
    private static boolean isLeft(Outcome outcome) {
        return outcome.ending() == Ending.ABANDONED && outcome.firstByte().isPresent()
                && outcome.reply().filter(reply -> reply instanceof Answer answer && answer.body() instanceof Body.Stream).isPresent();
    }
}
