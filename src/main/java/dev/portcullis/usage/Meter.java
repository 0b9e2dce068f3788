package dev.portcullis.usage;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls, and when one is over what it took. The metrics themselves are declared in {@link Metric}. */
@Singleton
public final class Meter implements Stage<Inbound, Inbound> {

    private static final String NONE = "none";

    /** Looking a meter up in the registry costs more than everything else here, so those of a kind of call are kept together. */
    private record CallKind(Endpoint endpoint, String model, int status, Outcome.Ending ending) {
    }

    private record CallMeters(Counter requests, Timer duration) {
    }

    private record AttemptKind(Target target, Attempt.Result result) {
    }

    private final Meters meters;
    private final Map<CallKind, CallMeters> calls = new ConcurrentHashMap<>();
    private final Map<AttemptKind, Timer> attempts = new ConcurrentHashMap<>();
    private final Map<Target, Counter> retries = new ConcurrentHashMap<>();
    private final Map<String, Timer> firstTokens = new ConcurrentHashMap<>();
    private final AtomicInteger openCalls = new AtomicInteger();
    private final AtomicInteger openStreams = new AtomicInteger();

    public Meter(MeterRegistry registry) {
        meters = new Meters(registry);
        meters.gauge(Metric.OPEN_CALLS, openCalls);
        meters.gauge(Metric.OPEN_STREAMS, openStreams);
    }

    @Override
    public Uni<Reply> handle(Inbound inbound, Responder<Inbound> next) {
        openCalls.incrementAndGet();
        inbound.over().thenAccept(outcome -> {
            openCalls.decrementAndGet();
            record(inbound, outcome);
        });
        return next.respond(inbound).invoke(reply -> {
            if (reply instanceof Refusal refusal && refusal.plain() instanceof Refusal.CallerLeft left) {
                // The call is over already; what its provider was doing when the caller left is only known now.
                attempts(left.origin());
            } else if (reply instanceof Answer answer && answer.body() instanceof Body.Stream) {
                openStreams.incrementAndGet();
                inbound.over().thenRun(openStreams::decrementAndGet);
            }
        });
    }

    private void record(Inbound inbound, Outcome outcome) {
        Origin origin = outcome.reply().map(Reply::origin).orElse(Origin.GATEWAY);
        String model = origin.target().map(Target::model).orElse(NONE);
        CallMeters ofKind = calls.computeIfAbsent(new CallKind(inbound.endpoint(), model, outcome.status(), outcome.ending()), this::meters);
        ofKind.requests.increment();
        ofKind.duration.record(outcome.took());
        if (outcome.reply().orElse(null) instanceof Answer answer && answer.body() instanceof Body.Stream) {
            outcome.firstByte().ifPresent(first -> firstTokens.computeIfAbsent(model, name -> meters.timer(Metric.FIRST_TOKEN, name)).record(first));
        }
        attempts(origin);
    }

    private void attempts(Origin origin) {
        for (int i = 0; i < origin.attempts().size(); i++) {
            Attempt attempt = origin.attempts().get(i);
            attempts.computeIfAbsent(new AttemptKind(attempt.target(), attempt.result()),
                    kind -> meters.timer(Metric.UPSTREAM_DURATION, kind.target.id(), Meters.word(kind.result))).record(attempt.took());
            if (i > 0) {
                retries.computeIfAbsent(attempt.target(), target -> meters.counter(Metric.RETRIES, target.id())).increment();
            }
        }
    }

    private CallMeters meters(CallKind kind) {
        String endpoint = Meters.word(kind.endpoint);
        return new CallMeters(meters.counter(Metric.REQUESTS, endpoint, kind.model, Integer.toString(kind.status), Meters.word(kind.ending)),
                meters.timer(Metric.DURATION, endpoint, kind.model));
    }
}
