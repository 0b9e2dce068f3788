package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.Side;
import dev.portcullis.release.shadow.Words;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call that is over and is to be mirrored.
 *
 * @param call as its guard let it pass, and as if it were not over: how it ended, with the answer that its caller got, is nothing to keep
 * @param came what its caller got, whose words are still to be read
 * @param bytes that are in memory because of it
 */
record Chosen(Shadow shadow, Call call, Came came, int bytes) {

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OUR_ERROR = 500;

    /**
     * @param once see {@link Side#once}
     * @param tape empty where there is nothing to read
     */
    record Came(boolean failed, boolean once, Optional<Tape> tape, Duration took, long tokens, Usd cost, OutputVerdict output) {

        static final Came FAILED = new Came(true, true, Optional.empty(), Duration.ZERO, 0, Usd.ZERO, OutputVerdict.NONE);
        /** It came, and was kept back because it is not what its prompt promises. */
        static final Came REJECTED = new Came(false, false, Optional.empty(), Duration.ZERO, 0, Usd.ZERO, OutputVerdict.FAILED);

        /** For a worker. */
        Side side() {
            return new Side(failed, once, took, tokens, cost, output, tape.flatMap(Tape::words));
        }
    }

    /** @return empty where there is nothing to compare with */
    static Optional<Chosen> of(Shadow shadow, Call call, Tape tape, Bill bill) {
        int body = call.payload().bytes().length() + call.prompt().asked().map(Buffer::length).orElse(0);
        return came(call, tape, bill).map(came -> new Chosen(shadow, anew(call), came, body + came.tape.map(Tape::bytes).orElse(0)));
    }

    private static Call anew(Call call) {
        return new Call(call.id(), call.tenant(), call.keyId(), call.endpoint(), call.headers(), call.payload(), call.prompt(), call.guard(),
                new CompletableFuture<>(), new CompletableFuture<>());
    }

    private static Optional<Came> came(Call call, Tape tape, Bill bill) {
        Ending ending = bill.outcome().ending();
        if (ending == Ending.ABANDONED || bill.outcome().reply().isEmpty() || !bill.origin().isOwnOf(call.payload().model())) {
            return Optional.empty();
        }
        Reply reply = bill.outcome().reply().get();
        return switch (reply) {
            case Refusal refusal -> ofRefusal(refusal.plain());
            case Answer answer -> ofAnswer(answer, ending, tape, bill);
        };
    }

    /** What a guard kept back is mirrored nowhere, nor is what is wrong with the request. */
    private static Optional<Came> ofRefusal(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UpstreamFailed failed -> failed.origin().attempts().isEmpty() ? Optional.empty() : Optional.of(Came.FAILED);
            case Refusal.UpstreamTimedOut late -> Optional.of(Came.FAILED);
            case Refusal.NoHealthyTarget none -> Optional.of(Came.FAILED);
            case Refusal.OutputInvalid invalid -> Optional.of(Came.REJECTED);
            default -> Optional.empty();
        };
    }

    private static Optional<Came> ofAnswer(Answer answer, Ending ending, Tape tape, Bill bill) {
        if (tape.isFound() && ending == Ending.FAILED) {
            return Optional.empty();
        }
        if (ending != Ending.COMPLETED || isFailure(answer.status())) {
            return Optional.of(Came.FAILED);
        }
        if (answer.status() >= FIRST_ERROR || !bill.bought() || !tape.isWhole()) {
            return Optional.empty();
        }
        boolean once = bill.origin().attempts().stream().filter(attempt -> attempt.result() == Attempt.Result.OK).count() == 1;
        return Optional.of(new Came(false, once, Optional.of(tape), tape.took(), bill.usage().output(), bill.cost(),
                // Where it was asked once more, the first answer was not as promised.
                once ? OutputVerdict.of(answer) : OutputVerdict.FAILED));
    }

    /** The provider's, or its with us; with the others it refuses what the caller wrote. */
    static boolean isFailure(int status) {
        return status >= FIRST_OUR_ERROR || switch (status) {
            case 401, 402, 403, 404, 408, 429 -> true;
            default -> false;
        };
    }
}
