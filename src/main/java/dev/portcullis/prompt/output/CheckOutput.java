package dev.portcullis.prompt.output;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.prompt.OnFail;
import dev.portcullis.prompt.registry.PublishedVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Says whether an answer is what its prompt's version promises, and asks once more, or refuses, where the version wants that. Streams pass
 * as they come, and are told of at their end. Depends on nothing that can be down.
 */
public final class CheckOutput implements Stage<RoutedCall, RoutedCall> {

    private static final int FIRST_ERROR = 400;
    /** Bytes of a body that are looked at on an event loop, in about a millisecond. */
    private static final int AT_ONCE = 16 * 1024;
    /** Bytes of a body that is looked at at all: most of such a one is no text. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final String CACHE_CONTROL = "cache-control";
    private static final String RETRIED = ";retried";

    private final Contracts contracts;
    private final OutputMeters meters;
    private final AskedTwice askedTwice = new AskedTwice();

    public CheckOutput(Contracts contracts, OutputMeters meters) {
        this.contracts = contracts;
        this.meters = meters;
    }

    @Override
    public Uni<Reply> handle(RoutedCall routed, Responder<RoutedCall> next) {
        PublishedVersion version = contracts.version(routed.call().prompt()).orElse(null);
        if (version == null) {
            return next.respond(routed);
        }
        if (contracts.isReady(version)) {
            Optional<Contract> contract = contracts.of(version);
            Uni<Reply> reply = next.respond(routed);
            return contract.isEmpty() ? reply : reply.chain(come -> checked(come, routed, next, contract));
        }
        // It is made ready while the provider thinks.
        CompletionStage<Optional<Contract>> making = aside(() -> contracts.of(version)).subscribeAsCompletionStage();
        return next.respond(routed).chain(come -> Uni.createFrom().completionStage(making).chain(contract -> checked(come, routed, next, contract)));
    }

    private Uni<Reply> checked(Reply come, RoutedCall routed, Responder<RoutedCall> next, Optional<Contract> contract) {
        return contract.isPresent() && isAnswer(come) ? new Checking(routed, next, contract.get()).first((Answer) come) : Uni.createFrom().item(come);
    }

    /** Where there is no event loop, here. */
    private static <T> Uni<T> aside(Supplier<T> work) {
        Context eventLoop = Vertx.currentContext();
        return eventLoop == null ? Uni.createFrom().item(work)
                : Uni.createFrom().completionStage(() -> eventLoop.executeBlocking(work::get, false).toCompletionStage());
    }

    /** @param texts {@link Texts#fingerprint} */
    private record Checked(Verdict verdict, int texts) {
    }

    private static boolean isAnswer(Reply reply) {
        return reply instanceof Answer answer && answer.status() < FIRST_ERROR;
    }

    private final class Checking {

        private final RoutedCall routed;
        private final Responder<RoutedCall> next;
        private final Contract contract;

        Checking(RoutedCall routed, Responder<RoutedCall> next, Contract contract) {
            this.routed = routed;
            this.next = next;
            this.contract = contract;
        }

        Uni<Reply> first(Answer answer) {
            return switch (answer.body()) {
                case Body.Stream stream -> Uni.createFrom().item(passing(answer, stream));
                case Body.Whole whole -> check(whole.bytes()).chain(checked -> {
                    Verdict verdict = checked.verdict;
                    if (!verdict.isFailed() || contract.onFail() == OnFail.FLAG) {
                        return Uni.createFrom().item(given(answer, verdict, ""));
                    }
                    if (contract.onFail() == OnFail.RETRY_ONCE && askedTwice.isKept(answer, checked.texts)) {
                        return Uni.createFrom().item(given(answer, verdict, RETRIED));
                    }
                    // One that was known already is no answer of the model's to this call: it is no reason to refuse.
                    boolean again = contract.onFail() == OnFail.RETRY_ONCE || answer.origin().cache() == CacheUse.HIT;
                    return again && mayAskAgain() ? again(answer, verdict) : Uni.createFrom().item(failed(answer, verdict, ""));
                });
            };
        }

        private Reply passing(Answer answer, Body.Stream stream) {
            PassingOutput passing = new PassingOutput(contract, verdict -> meters.count(routed.call().prompt(), verdict.result().word()));
            routed.call().over().thenRun(passing::over);
            return answer.watched(new Body.Stream(passing.pass(stream.chunks())), passing::soFar);
        }

        private Uni<Reply> again(Answer first, Verdict verdict) {
            meters.count(routed.call().prompt(), "retried");
            return next.respond(new RoutedCall(pastTheCache(routed.call()), routed.route())).chain(come -> {
                if (!isAnswer(come)) {
                    boolean refused = contract.onFail() == OnFail.REJECT;
                    return Uni.createFrom().item(refused ? come : failed(stillPaying(first, come), verdict, RETRIED));
                }
                Answer both = both(first, (Answer) come);
                return switch (both.body()) {
                    case Body.Stream stream -> Uni.createFrom().item(passing(both, stream));
                    case Body.Whole whole -> check(whole.bytes()).map(second -> second(both, second));
                };
            });
        }

        private Reply second(Answer answer, Checked checked) {
            if (!checked.verdict.isFailed()) {
                return given(answer, checked.verdict, RETRIED);
            }
            askedTwice.remember(answer, checked.texts);
            return failed(answer, checked.verdict, RETRIED);
        }

        private Reply failed(Answer answer, Verdict verdict, String note) {
            if (contract.onFail() != OnFail.REJECT) {
                return given(answer, verdict, note);
            }
            meters.count(routed.call().prompt(), "rejected");
            return new Refusal.OutputInvalid(routed.call().prompt().address(), verdict.toString(), answer.usageSoFar().get(), answer.settlement(),
                    answer.origin()).with(Headers.of(PassingOutput.HEADER, verdict + note));
        }

        private Reply given(Answer answer, Verdict verdict, String note) {
            meters.count(routed.call().prompt(), verdict.result().word());
            return answer.with(Headers.of(PassingOutput.HEADER, verdict + note));
        }

        private Uni<Checked> check(Buffer body) {
            if (body.length() > MOST_BYTES) {
                return Uni.createFrom().item(new Checked(Verdict.unchecked("too_long"), 0));
            }
            Supplier<Checked> work = () -> {
                Texts texts = Texts.of(body.getBytes());
                return new Checked(texts.verdict(contract), texts.fingerprint());
            };
            return body.length() <= AT_ONCE ? Uni.createFrom().item(work) : aside(work);
        }

        /** Who wants only what is known already gets that; who has left gets nothing more. */
        private boolean mayAskAgain() {
            return !directives(routed.call()).contains("only-if-cached") && !routed.call().over().toCompletableFuture().isDone();
        }
    }

    private static String directives(Call call) {
        StringBuilder all = new StringBuilder();
        call.headers().forEach((name, value) ->
                all.append(name.equalsIgnoreCase(CACHE_CONTROL) ? value.toLowerCase(Locale.ROOT) + "," : ""));
        return all.toString();
    }

    /** What comes takes the place of what was kept, unless the caller wants nothing kept. */
    private static Call pastTheCache(Call call) {
        return call.with(call.headers().with(CACHE_CONTROL, "no-cache"));
    }

    /** The second answer, which has to pay for the first one too. */
    private static Answer both(Answer first, Answer second) {
        Optional<CompletionStage<Settlement>> settlement = first.settlement().isEmpty() && second.settlement().isEmpty()
                ? Optional.empty() : Optional.of(settled(first).thenCombine(settled(second), CheckOutput::both));
        return new Answer(second.status(), second.headers(), second.body(), second.origin().after(first.origin()),
                used(first, second.usageSoFar()), second.found(), second.output(), settlement);
    }

    /** The first answer, where nothing better came: a guard may have kept back the second one, which is paid for all the same. */
    private static Answer stillPaying(Answer first, Reply come) {
        if (!(come instanceof Refusal refusal && refusal.plain() instanceof Refusal.Blocked blocked)) {
            return first;
        }
        Settlement second = new Settlement(blocked.used(), true);
        return new Answer(first.status(), first.headers(), first.body(), first.origin(), used(first, blocked::used), first.found(), first.output(),
                first.settlement().map(paid -> paid.thenApply(settled -> both(settled, second))));
    }

    /** By both, as far as it is known: who pays for an answer that is shared is known last. */
    private static Supplier<Usage> used(Answer first, Supplier<Usage> second) {
        return first.origin().cache() == CacheUse.HIT ? second : () -> first.usageSoFar().get().and(second.get());
    }

    private static Settlement both(Settlement first, Settlement second) {
        return first.bought() && second.bought() ? new Settlement(first.usage().and(second.usage()), true) : first.bought() ? first : second;
    }

    private static CompletionStage<Settlement> settled(Answer answer) {
        return answer.settlement().orElseGet(() -> CompletableFuture.completedFuture(new Settlement(answer.usageSoFar().get(), true)));
    }
}
