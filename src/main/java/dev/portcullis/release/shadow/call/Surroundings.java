package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Usd;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What calls to candidates need of other rooms.
 *
 * @param versions makes a call of a prompt's given version, whatever is deployed
 * @param guard    the callers' own: looks at what a version makes of what they sent
 * @param way      from a guarded call to an answer; on the tenant's bill, past limits, kept answers and breakers
 * @param most     what a call may come to at its model's dearest target; empty of a model without a price
 * @param spare    a connection for a call to this model, until what it returns is run; empty where there is none to spare
 * @param promised whether an answer is what a version promises
 * @param worker   where what is long is done
 * @param loops    an event loop of one's own for each call
 * @param later    runs something after a pause, anywhere; what it returns keeps it from being run, and is to be called where it no longer need be
 * @param nanos    a clock that only goes forward
 */
public record Surroundings(Versions versions, Stage<Call, Call> guard, Responder<Call> way, Function<Payload, Optional<Usd>> most,
        Function<String, Optional<Runnable>> spare, BiFunction<PromptUse, Buffer, OutputVerdict> promised, Executor worker, Supplier<Executor> loops,
        BiFunction<Duration, Runnable, Runnable> later, LongSupplier nanos) {

    /** Renders what is not deployed. */
    @FunctionalInterface
    public interface Versions {

        /** @throws dev.portcullis.pipeline.Refused where this version cannot be made of the body, or is not there */
        Prompts.Prompted expand(Buffer body, Prompts.Asker asker, String version);
    }
}
