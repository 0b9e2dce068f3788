package dev.portcullis.provider;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.tokens.TokenCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Asks providers until one answers: {@link Itinerary} says whom and when, {@link Breakers} says whom not, {@link Exchange} asks.
 * When every provider is down the caller gets a refusal that says what was tried; when the caller leaves, nothing more is tried.
 */
@Singleton
public final class Dispatch implements Responder<RoutedCall> {

    /** Bytes of all answers to calls that nobody waits for. */
    private static final long MOST_APART = 16L * 1024 * 1024;

    private final Providers providers;
    private final Breakers breakers;
    private final Backoff backoff;
    private final Surroundings surroundings;

    public Dispatch(Providers providers, Breakers breakers, RandomGenerator random, Vertx vertx, InstantSource clock, TokenCounter tokens,
            MeterRegistry meters, @ConfigProperty(name = "portcullis.stream.keep-alive", defaultValue = "15s") Duration keepAlive) {
        this.providers = providers;
        this.breakers = breakers;
        this.backoff = new Backoff(random);
        this.surroundings = new Surroundings(vertx, System::nanoTime, clock, keepAlive, new AnswerMemory(), tokens,
                new UsageCorrections(meters, System::nanoTime));
    }

    /**
     * Asks the same providers, past the targets' breakers and with memory of its own: what fails by it is not held against a target, and its
     * answers take no room from others. For calls that nobody waits for.
     */
    public Responder<RoutedCall> unguarded() {
        Breakers none = Breakers.none();
        Surroundings apart = surroundings.with(new AnswerMemory(MOST_APART));
        return routed -> new Journey(routed, none, apart, false).next();
    }

    @Override
    public Uni<Reply> respond(RoutedCall routed) {
        return new Journey(routed, breakers, surroundings, false).next();
    }

    /** Asks each target once at most, without a pause. For calls whose answer is of no use a moment later. */
    public Responder<RoutedCall> impatient() {
        return routed -> new Journey(routed, breakers, surroundings, true).next();
    }

    /** One call's attempts, one after the other. */
    private final class Journey {

        private final Call call;
        private final Breakers breakers;
        private final Surroundings surroundings;
        private final Itinerary itinerary;
        private final LongSupplier nanoTime;
        private final List<Attempt> attempts = new ArrayList<>(1);
        private final String model;
        private UpstreamFailure last;
        private Duration breakerOpensIn;

        Journey(RoutedCall routed, Breakers breakers, Surroundings surroundings, boolean once) {
            this.call = routed.call();
            this.breakers = breakers;
            this.surroundings = surroundings;
            this.nanoTime = surroundings.nanoTime();
            this.itinerary = new Itinerary(routed.route(), backoff, once);
            this.model = routed.route().legs().getFirst().model();
        }

        Uni<Reply> next() {
            if (call.over().toCompletableFuture().isDone()) {
                return Uni.createFrom().item(new Refusal.CallerLeft(origin()));
            }
            Optional<Itinerary.Step> step = itinerary.next();
            if (step.isEmpty()) {
                return Uni.createFrom().item(giveUp());
            }
            Target target = step.get().target();
            return step.get().pause().isZero() ? attempt(target) : pause(step.get().pause()).chain(() -> attempt(target));
        }

        /** Ends early when the call is over: nobody waits for what comes after. */
        private Uni<Void> pause(Duration wait) {
            return Uni.createFrom().emitter(emitter -> {
                long timer = surroundings.vertx().setTimer(Math.max(1, wait.toMillis()), fired -> emitter.complete(null));
                call.over().whenComplete((outcome, never) -> {
                    surroundings.vertx().cancelTimer(timer);
                    emitter.complete(null);
                });
            });
        }

        private Uni<Reply> attempt(Target target) {
            if (call.over().toCompletableFuture().isDone()) {
                return next();
            }
            long begin = nanoTime.getAsLong();
            return breakers.guard(target.id(), () -> Uni.createFrom().<Answer>emitter(emitter -> ask(target, emitter)))
                    .onItemOrFailure().transformToUni((answer, failure) -> {
                        if (failure == null) {
                            record(target, answer.status() < 400 ? Attempt.Result.OK : Attempt.Result.CLIENT_ERROR, begin, true);
                            return Uni.createFrom().item(answer.from(origin()));
                        }
                        return failed(target, failure, begin);
                    });
        }

        private void ask(Target target, UniEmitter<? super Answer> emitter) {
            providers.take(target.provider()).ifPresentOrElse(
                    upstream -> Exchange.begin(upstream, call, target, surroundings, emitter),
                    () -> emitter.fail(UpstreamFailure.unsent(Attempt.Result.CONNECTION, "was taken out of the configuration")));
        }

        private Uni<Reply> failed(Target target, Throwable failure, long begin) {
            switch (failure) {
                case UpstreamFailure upstream -> {
                    record(target, upstream.result(), begin, upstream.sent());
                    itinerary.failed(target, upstream);
                    last = upstream;
                }
                case CircuitBreakerOpenException open -> {
                    itinerary.breakerOpen(target);
                    Duration opensIn = breakers.openFor(target.id());
                    breakerOpensIn = breakerOpensIn == null || opensIn.compareTo(breakerOpensIn) < 0 ? opensIn : breakerOpensIn;
                }
                default -> {
                    return Uni.createFrom().failure(failure);
                }
            }
            return next();
        }

        private void record(Target target, Attempt.Result result, long begin, boolean sent) {
            attempts.add(new Attempt(target, result, Duration.ofNanos(nanoTime.getAsLong() - begin), sent));
        }

        private Origin origin() {
            return new Origin(List.copyOf(attempts));
        }

        private Reply giveUp() {
            Origin origin = origin();
            if (last == null) {
                return new Refusal.NoHealthyTarget(model, breakerOpensIn == null ? Duration.ofSeconds(1) : breakerOpensIn);
            }
            if (last.words().isPresent()) {
                return last.words().get().from(origin);
            }
            String detail = origin.target().map(target -> target.id() + " ").orElse("the provider ") + last.getMessage();
            return last.result() == Attempt.Result.TIMEOUT
                    ? new Refusal.UpstreamTimedOut(origin, detail) : new Refusal.UpstreamFailed(origin, detail);
        }
    }
}
