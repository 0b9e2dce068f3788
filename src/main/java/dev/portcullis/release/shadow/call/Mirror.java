package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.release.shadow.Shadow;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Chooses the calls that a shadow mirrors, and hands each over when it is over and paid for: its caller has everything then, or is gone.
 * Other calls pass as if this were not there. Depends on nothing that can be down.
 */
public final class Mirror implements Stage<Call, Call> {

    private static final Logger LOG = Logger.getLogger(Mirror.class);
    /** Of all answers that are kept until their calls are over. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Function<Call, Optional<Shadow>> running;
    private final AskCandidates candidates;
    private final LongSupplier nanos;
    private final TapeMemory memory = new TapeMemory(MOST_BYTES);

    /** @param running the shadow that a call is mirrored by; asked for every call. @param nanos a clock that only goes forward */
    public Mirror(Function<Call, Optional<Shadow>> running, AskCandidates candidates, LongSupplier nanos) {
        this.running = running;
        this.candidates = candidates;
        this.nanos = nanos;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        Optional<Shadow> shadow = running.apply(call);
        return shadow.isEmpty() ? next.respond(call) : heard(shadow.get(), call, next);
    }

    private Uni<Reply> heard(Shadow shadow, Call call, Responder<Call> next) {
        Tape tape = new Tape(nanos, memory);
        call.bill().thenAccept(bill -> over(shadow, call, tape, bill));
        return next.respond(call).map(tape::hear);
    }

    /** Whatever is wrong here must not keep anybody else from the bill. */
    private void over(Shadow shadow, Call call, Tape tape, Bill bill) {
        try {
            Chosen.of(shadow, call, tape, bill).ifPresentOrElse(chosen -> {
                tape.unread().ifPresent(candidates::unread);
                candidates.offer(chosen);
            }, () -> candidates.drop(Dropped.INCOMPARABLE));
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "call %s could not be mirrored", call.id());
            candidates.drop(Dropped.BUG);
        } finally {
            tape.close();
        }
    }
}
