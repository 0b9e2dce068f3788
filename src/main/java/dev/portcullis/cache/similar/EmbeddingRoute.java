package dev.portcullis.cache.similar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.portcullis.cache.EventLoop;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Asks one of the gateway's own models for a vector, by a call of the tenant whose question it is: it is on that tenant's bill. The call
 * is never cancelled, only told that it is over, so that its bill is made out.
 */
final class EmbeddingRoute {

    /** A vector of 8,192 numbers of 20 characters has 160 KiB. */
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_DIMENSIONS = 8192;
    private static final int OK = 200;
    private static final JsonFactory JSON = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    private final String model;
    private final String upstreamModel;
    private final Responder<Call> way;
    private final Executor worker;
    private final LongSupplier nanos;

    /**
     * @param upstreamModel whose vectors these must be, also where a fallback answers
     * @param worker        where what is long is read
     */
    EmbeddingRoute(String model, String upstreamModel, Responder<Call> way, Executor worker, LongSupplier nanos) {
        this.model = model;
        this.upstreamModel = upstreamModel;
        this.way = way;
        this.worker = worker;
        this.nanos = nanos;
    }

    /** On an event loop. Fails where there is no vector; without the question in what it says. Cut by who cancels it. */
    Uni<float[]> ask(Call asking, String question) {
        return Uni.createFrom().<Reply>emitter(emitter -> {
            long begin = nanos.getAsLong();
            CompletableFuture<Outcome> over = new CompletableFuture<>();
            EventLoop home = EventLoop.current();
            emitter.onTermination(() -> home.run(() -> over.complete(outcome(Outcome.Ending.ABANDONED, Optional.empty(), begin))));
            way.respond(call(asking, question, over)).subscribe().with(reply -> {
                over.complete(outcome(reply instanceof Refusal ? Outcome.Ending.REFUSED : Outcome.Ending.COMPLETED, Optional.of(reply), begin));
                emitter.complete(reply);
            }, bug -> {
                over.complete(outcome(Outcome.Ending.FAILED, Optional.empty(), begin));
                emitter.fail(bug);
            });
        }).emitOn(worker).map(this::vector);
    }

    private Call call(Call asking, String question, CompletableFuture<Outcome> over) {
        Buffer body = Buffer.buffer("{\"model\":" + quoted(model) + ",\"input\":" + quoted(question) + "}");
        return new Call(asking.id() + "/question", asking.tenant(), asking.keyId(), Endpoint.EMBEDDINGS, Headers.NONE,
                Payload.read(body, Endpoint.EMBEDDINGS), over, new CompletableFuture<>());
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private Outcome outcome(Outcome.Ending ending, Optional<Reply> reply, long begin) {
        Usage usage = reply.map(Reply::used).orElse(Usage.UNKNOWN);
        int status = reply.filter(Answer.class::isInstance).map(answer -> ((Answer) answer).status()).orElse(0);
        return new Outcome(ending, reply, status, usage, Optional.empty(), Duration.ofNanos(nanos.getAsLong() - begin));
    }

    private float[] vector(Reply reply) {
        if (!(reply instanceof Answer answer)) {
            throw none("the call was refused: " + ((Refusal) reply).plain().getClass().getSimpleName(), reply);
        }
        if (answer.status() != OK) {
            throw none("status " + answer.status(), reply);
        }
        if (answer.origin().target().filter(target -> target.upstreamModel().equals(upstreamModel)).isEmpty()) {
            throw new NoVector("another model answered than " + upstreamModel, true);
        }
        if (!(answer.body() instanceof Body.Whole whole) || whole.bytes().length() > MOST_BYTES) {
            throw new NoVector("the answer is a stream, or large", true);
        }
        return read(whole.bytes().getBytes()).orElseThrow(() -> new NoVector("the answer has no vector", true));
    }

    /** What is refused is one tenant's affair, and must not keep all others from asking. */
    private static NoVector none(String why, Reply reply) {
        return new NoVector(why, reply.origin().attempts().stream().anyMatch(attempt -> attempt.result().countsAgainstTarget()));
    }

    /** The first {@code embedding} below {@code data}, a list of numbers. */
    static Optional<float[]> read(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            boolean data = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    data |= parser.currentName().equals("data");
                    boolean embedding = data && parser.currentName().equals("embedding");
                    JsonToken value = parser.nextToken();
                    if (embedding) {
                        return value == JsonToken.START_ARRAY ? numbers(parser) : Optional.empty();
                    }
                }
            }
            return Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<float[]> numbers(JsonParser parser) throws IOException {
        float[] vector = new float[1536];
        int count = 0;
        JsonToken next = parser.nextToken();
        while (next != null && next.isNumeric() && count < MOST_DIMENSIONS) {
            vector = count == vector.length ? Arrays.copyOf(vector, 2 * count) : vector;
            vector[count++] = parser.getFloatValue();
            next = parser.nextToken();
        }
        return next == JsonToken.END_ARRAY && count > 0 ? Optional.of(Arrays.copyOf(vector, count)) : Optional.empty();
    }
}
