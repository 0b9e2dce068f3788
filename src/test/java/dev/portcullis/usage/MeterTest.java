package dev.portcullis.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final Target BLUE = new Target("gpt-4o", "blue", "openai", "x");
    private static final Target GREEN = new Target("gpt-4o", "green", "openai", "x");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meter meter = new Meter(registry);

    @Test
    void aStreamIsOpenUntilItsCallIsOverAndThenEverythingIsCounted() {
        CompletableFuture<Outcome> over = new CompletableFuture<>();
        Origin origin = new Origin(List.of(new Attempt(BLUE, Attempt.Result.SERVER_ERROR, Duration.ofMillis(3)),
                new Attempt(GREEN, Attempt.Result.OK, Duration.ofMillis(5))));
        Reply answer = new Answer(200, Headers.NONE, new Body.Stream(Multi.createFrom().empty()), origin, () -> Usage.UNKNOWN);

        meter.handle(Calls.inbound(Endpoint.CHAT, "{}", over), inbound -> Uni.createFrom().item(answer)).await().indefinitely();

        assertEquals(1, gauge(Metric.OPEN_STREAMS));
        assertEquals(1, gauge(Metric.OPEN_CALLS));
        over.complete(new Outcome(Outcome.Ending.COMPLETED, Optional.of(answer), 200, Usage.of(7, 2, 3, 1),
                Optional.of(Duration.ofMillis(9)), Duration.ofMillis(30)));
        assertEquals(0, gauge(Metric.OPEN_STREAMS));
        assertEquals(0, gauge(Metric.OPEN_CALLS));
        assertEquals(1, registry.get(Metric.REQUESTS.meterName()).tags("endpoint", "chat", "model", "gpt-4o", "status", "200",
                "ending", "completed").counter().count());
        assertEquals(1, registry.get(Metric.RETRIES.meterName()).tag("target", "gpt-4o/green").counter().count());
        assertEquals(1, registry.get(Metric.UPSTREAM_DURATION.meterName()).tags("target", "gpt-4o/blue", "result", "server_error").timer().count());
        assertEquals(1, registry.get(Metric.FIRST_TOKEN.meterName()).tag("model", "gpt-4o").timer().count());
    }

    @Test
    void whatCallersMakeUpNeverBecomesALabel() {
        int afterTheFirst = 0;
        for (int i = 0; i < 1_000; i++) {
            CompletableFuture<Outcome> over = new CompletableFuture<>();
            Reply refusal = new Refusal.UnknownModel("made-up-" + i);
            meter.handle(Calls.inbound(Endpoint.CHAT, "{}", over), inbound -> Uni.createFrom().item(refusal)).await().indefinitely();
            over.complete(new Outcome(Outcome.Ending.REFUSED, Optional.of(refusal), 404, Usage.UNKNOWN, Optional.empty(), Duration.ZERO));
            afterTheFirst = i == 0 ? registry.getMeters().size() : afterTheFirst;
        }
        assertEquals(afterTheFirst, registry.getMeters().size());
    }

    @Test
    void thePageOfOperationsListsEveryMetricWithItsLabelsAndNoOther() throws IOException {
        List<String> page = Files.readString(Path.of("src/docs/operations.md")).lines().filter(line -> line.startsWith("| `portcullis_")).toList();
        Set<String> documented = page.stream().collect(Collectors.toSet());
        Set<String> declared = Arrays.stream(Metric.values()).map(metric -> "| `" + metric.meterName() + "` | "
                + metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "))
                + (metric.labels().isEmpty() ? "" : " ") + "| " + metric.meaning() + " |").collect(Collectors.toSet());
        assertEquals(declared, documented);
    }

    private double gauge(Metric metric) {
        return registry.get(metric.meterName()).gauge().value();
    }
}
