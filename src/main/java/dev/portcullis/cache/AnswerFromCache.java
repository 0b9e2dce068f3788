package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Gives an answer that is known already, or lets calls that ask the same at the same time share one {@link Flight}; what is not known
 * is kept while it passes. A store that is down costs a call at most 50 ms and knows nothing.
 */
public final class AnswerFromCache implements Stage<RoutedCall, RoutedCall> {

    private static final Logger LOG = Logger.getLogger(AnswerFromCache.class);

    /** Of the heap all streams together may take that are heard to be kept. */
    private static final int HEARD_SHARE = 16;

    private final CacheRules rules;
    private final Function<Payload, Question> questions;
    private final Function<RoutedCall, CacheKey> keys;
    private final Memory memory;
    private final Supplier<UnaryOperator<Buffer>> freshIds;
    private final Flights flights;
    private final Relay relay;
    private final InstantSource clock;
    private final OtherWords otherWords;

    /** Which gives only what was asked letter for letter. @param freshIds gives the events of a stream that calls share ids of one call's own */
    AnswerFromCache(CacheRules rules, Function<Payload, Question> questions, Function<RoutedCall, CacheKey> keys, Memory memory,
            Supplier<UnaryOperator<Buffer>> freshIds, Flights flights, Relay relay, InstantSource clock) {
        this(rules, questions, keys, memory, freshIds, flights, relay, clock, OtherWords.NONE);
    }

    AnswerFromCache(CacheRules rules, Function<Payload, Question> questions, Function<RoutedCall, CacheKey> keys, Memory memory,
            Supplier<UnaryOperator<Buffer>> freshIds, Flights flights, Relay relay, InstantSource clock, OtherWords otherWords) {
        this.rules = rules;
        this.questions = questions;
        this.keys = keys;
        this.memory = memory;
        this.freshIds = freshIds;
        this.flights = flights;
        this.relay = relay;
        this.clock = clock;
        this.otherWords = otherWords;
    }

    /** @param random for ids, which are no secrets */
    public static AnswerFromCache of(CacheRules rules, AnswerStore store, SharedFlights shared, RandomGenerator random, InstantSource clock,
            OtherWords otherWords) {
        return new AnswerFromCache(rules, Question::of, routed -> CacheKey.of(CacheKey.Scope.of(routed.call(), chosen(routed)), routed.call().payload()),
                Memory.of(store, new Replay(random), new BytesOnTheWay(Runtime.getRuntime().maxMemory() / HEARD_SHARE)), () -> new FreshIds(random),
                shared.flights(), shared.relay(), clock, otherWords);
    }

    private static Target chosen(RoutedCall routed) {
        return routed.route().legs().getFirst().targets().getFirst();
    }

    @Override
    public Uni<Reply> handle(RoutedCall routed, Responder<RoutedCall> next) {
        Call call = routed.call();
        CacheControl asked = CacheControl.of(call.headers());
        Optional<Permit> permit = rules.isFor(call.tenant().name())
                ? Optional.of(rules.permit(call.tenant().name(), template(call.prompt()), questions.apply(call.payload()), asked)) : Optional.empty();
        if (permit.isEmpty() || !permit.get().store()) {
            return asked.onlyIfCached() ? notCached(CacheUse.BYPASS) : next.respond(routed);
        }
        Asking asking = new Asking(routed, next, permit.get());
        return asking.answer().map(reply -> reply.origin().cacheKey().isPresent() ? reply : reply.from(reply.origin().keptUnder(asking.key.digest())));
    }

    private static Optional<String> template(PromptUse prompt) {
        return prompt.isNone() ? Optional.empty() : Optional.of(prompt.category());
    }

    private static Uni<Reply> notCached(CacheUse use) {
        return Uni.createFrom().item(new Refusal.NotCached().from(Origin.GATEWAY.with(use)));
    }

    /** One call for which the cache is asked. */
    private final class Asking {

        private final RoutedCall routed;
        private final Responder<RoutedCall> next;
        private final Permit permit;
        private final CacheKey key;
        private final Flights.Key flightKey;
        /** Whose answers are kept under this key, they and their equals. */
        private final Target chosen;
        private final Instant begun = clock.instant();
        private OtherWords.Look look = OtherWords.Look.NOTHING;

        Asking(RoutedCall routed, Responder<RoutedCall> next, Permit permit) {
            this.routed = routed;
            this.next = next;
            this.permit = permit;
            this.key = keys.apply(routed);
            this.chosen = chosen(routed);
            Payload payload = routed.call().payload();
            boolean stream = payload.stream() && routed.call().endpoint().streams();
            this.flightKey = new Flights.Key(key, stream, stream && payload.usageAsked());
        }

        Uni<Reply> answer() {
            if (!permit.read()) {
                return permit.onlyKnown() ? notCached(CacheUse.MISS) : alone();
            }
            Passenger passenger = passenger();
            // Whoever finds others under way needs no store.
            if (!permit.onlyKnown() && flights.board(flightKey, passenger)) {
                return passenger.reply();
            }
            return known().emitOn(passenger.loop()::run).chain(found -> found
                    .map(hit -> Uni.createFrom().item(hit)).orElseGet(() -> inOtherWords(passenger)));
        }

        /** Who asks this letter for letter at the same time may come here as well; those who find nothing meet in one flight. */
        private Uni<Reply> inOtherWords(Passenger passenger) {
            Call call = routed.call();
            Optional<Asked> asked = !call.prompt().isNone() && otherWords.isFor(call.prompt().id()) ? Asked.in(call) : Optional.empty();
            if (asked.isEmpty()) {
                return unknown(passenger);
            }
            CacheKey rest = keys.apply(new RoutedCall(call.guarded(call.guard(), asked.get().rest()), routed.route()));
            return otherWords.look(call, rest, asked.get().question()).emitOn(passenger.loop()::run).chain(found -> {
                look = found;
                return nearest().emitOn(passenger.loop()::run);
            }).chain(found -> found.map(hit -> Uni.createFrom().item(hit)).orElseGet(() -> unknown(passenger)));
        }

        private Uni<Optional<Reply>> nearest() {
            if (look.nearest().isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            CacheKey near = look.nearest().get();
            return memory.find(near).map(sought -> {
                // By its own key it can be purged, where it is the wrong answer.
                Optional<Reply> hit = sought.found().filter(this::isFresh).flatMap(this::hit).map(reply -> reply.from(reply.origin().keptUnder(near.digest())));
                hit.ifPresentOrElse(given -> look.given(), () -> look.notGiven(sought.absent()));
                return hit;
            });
        }

        private Uni<Reply> unknown(Passenger passenger) {
            return permit.onlyKnown() ? notCached(CacheUse.MISS) : together(passenger);
        }

        private Uni<Optional<Reply>> known() {
            return memory.find(key).map(sought -> sought.found().filter(this::isFresh).flatMap(this::hit));
        }

        private boolean isFresh(Known known) {
            return Duration.between(known.at(), clock.instant()).compareTo(permit.oldest()) <= 0;
        }

        private Optional<Reply> hit(Known known) {
            Usage usage = known.usage();
            Duration age = Duration.between(known.at(), clock.instant());
            return known.form().body(flightKey.stream(), flightKey.usageAsked()).map(body ->
                    new Answer(200, Known.headers(body, age), body, Origin.known(Optional.of(chosen)), () -> usage,
                            Optional.of(CompletableFuture.completedFuture(new Settlement(usage, false)))));
        }

        private Uni<Reply> together(Passenger passenger) {
            LookElsewhere way = new LookElsewhere(relay, flightKey, chosen, this::known, next);
            Flight mine = new Flight(plan(way::closed), flights, passenger, true);
            if (!flights.boardOr(flightKey, passenger, mine)) {
                mine.depart(routed, way);
            }
            return passenger.reply();
        }

        /** Without others: for who must not be given what others asked for, and who was aboard of what failed. */
        private Uni<Reply> alone() {
            Passenger passenger = passenger();
            new Flight(plan(written -> { }), flights, passenger, false).depart(routed, next);
            return passenger.reply();
        }

        private Passenger passenger() {
            return new Passenger(routed.call().over(), false, freshIds.get(), stranded -> alone().subscribe().with(stranded::tell, stranded::fail));
        }

        /** @param closed when nobody boards any more: told when others can find what there is */
        private Plan plan(Consumer<Future<Void>> closed) {
            Memory.Take take = memory.listen(routed.call().endpoint(), flightKey.stream());
            return new Plan() {

                private boolean deaf;

                @Override
                public boolean sharable(Answer answer) {
                    Optional<Target> source = answer.origin().target();
                    return answer.status() == 200 && source.isPresent() && source.get().model().equals(chosen.model())
                            // While a canary of the model runs its two targets do not answer for each other, even where their providers call the model the same.
                            && source.get().upstreamModel().equals(chosen.upstreamModel()) && routed.call().isOwn(source.get());
                }

                @Override
                public void hear(Buffer bytes) {
                    if (!deaf) {
                        tried(() -> {
                            take.hear(bytes);
                            return Optional.empty();
                        });
                    }
                }

                @Override
                public Optional<Known> keep(Usage usage, boolean ours) {
                    return deaf ? Optional.empty() : tried(() -> ours ? kept(usage) : take.known(usage, begun));
                }

                private Optional<Known> kept(Usage usage) {
                    Optional<Known> kept = take.keep(key, usage, begun, permit.ttl());
                    kept.ifPresent(known -> look.remember(key, Duration.between(clock.instant(), begun.plus(permit.ttl()))));
                    return kept;
                }

                /** A bug in what is kept for later must not cost those who wait now their answer. */
                private Optional<Known> tried(Supplier<Optional<Known>> step) {
                    try {
                        return step.get();
                    } catch (RuntimeException bug) {
                        deaf = true;
                        LOG.errorf(bug, "the answer to call %s could not be kept", routed.call().id());
                        return Optional.empty();
                    }
                }

                @Override
                public void forget() {
                    take.forget();
                }

                @Override
                public void closed(Flight flight) {
                    flights.closed(flightKey, flight);
                    closed.accept(take.written());
                }
            };
        }
    }
}
