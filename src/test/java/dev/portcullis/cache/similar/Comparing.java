package dev.portcullis.cache.similar;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compares questions as it does in earnest, by vectors that a test makes up. All of it happens where it is asked for. */
public final class Comparing {

    private static final String GATEWAY = """
            providers: { simulator: { dialect: simulator } }
            models:
              m: { targets: { blue: { provider: simulator } } }
              vectors: { targets: { blue: { provider: simulator, model: v-1 } } }
              others: { targets: { blue: { provider: simulator, model: v-2 } } }
            cache: { similar: { %s } }
            """;

    /** Every call for a vector. */
    public final List<Call> asked = new ArrayList<>();
    public final ComparedQuestions questions;

    /** @param reply what the route for embeddings answers to a call */
    public Comparing(Function<Call, Uni<Reply>> reply, InstantSource clock, MeterRegistry meters) {
        questions = new ComparedQuestions(Optional.empty(), call -> {
            asked.add(call);
            return reply.apply(call);
        }, Runnable::run, () -> clock.instant().toEpochMilli() * 1_000_000, clock, meters);
        configure("prompts: [ faq, \"help-*\" ], threshold: 0.8, embeddings: vectors");
    }

    /** @param similar what {@code cache.similar} has */
    public void configure(String similar) {
        try {
            questions.apply(GatewayYaml.read("gateway.yaml", GATEWAY.formatted(similar), Map.<String, String>of()::get));
        } catch (InvalidConfig wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** An answer of the model that the configuration begins with. */
    public static Reply vector(String numbers) {
        return answer(200, "v-1", "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[" + numbers + "]}],\"usage\":{}}");
    }

    static Reply answer(int status, String upstreamModel, String body) {
        Target target = new Target("vectors", "blue", "simulator", upstreamModel);
        return new Answer(status, Headers.of("content-type", "application/json"), new Body.Whole(Buffer.buffer(body)),
                new Origin(List.of(new Attempt(target, Attempt.Result.OK, Duration.ofMillis(1)))), () -> Usage.of(7, 0, 0, 0));
    }
}
