package dev.portcullis.cache;

import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of a question that identical calls may wait for: what has become known since it was looked up, what another replica asks
 * already, and only then the provider. Used on its flight's home.
 */
final class LookElsewhere implements Responder<RoutedCall> {

    private final Relay relay;
    private final Flights.Key key;
    private final Target chosen;
    private final Supplier<Uni<Optional<Reply>>> known;
    private final Responder<RoutedCall> provider;
    private final EventLoop home = EventLoop.current();
    private Runnable giveBack;
    private boolean closed;

    /** @param known what may be given to those who ask, if there is anything now */
    LookElsewhere(Relay relay, Flights.Key key, Target chosen, Supplier<Uni<Optional<Reply>>> known, Responder<RoutedCall> provider) {
        this.relay = relay;
        this.key = key;
        this.chosen = chosen;
        this.known = known;
        this.provider = provider;
    }

    @Override
    public Uni<Reply> respond(RoutedCall question) {
        return relay.isInUse() ? turn(question, "", true) : knownOr(() -> provider.respond(question));
    }

    /** Nobody boards any more. @param written completes when others can find what there is */
    void closed(Future<Void> written) {
        home.run(() -> {
            closed = true;
            if (giveBack != null) {
                Runnable mine = giveBack;
                written.onComplete(done -> mine.run());
            }
        });
    }

    private Uni<Reply> knownOr(Supplier<Uni<Reply>> other) {
        return known.get().emitOn(home::run).chain(found -> found.map(reply -> Uni.createFrom().item(reply)).orElseGet(other));
    }

    private Uni<Reply> turn(RoutedCall question, String insteadOf, boolean keptWillDo) {
        return uni(relay.turn(key, insteadOf, keptWillDo)).chain(turn -> switch (turn) {
            case Relay.Turn.Mine mine -> {
                lead(mine.giveBack());
                yield provider.respond(question);
            }
            case Relay.Turn.Kept kept -> knownOr(() -> turn(question, insteadOf, false));
            // One that is lost may have been followed by another one: it is not waited for twice.
            case Relay.Turn.Theirs theirs when insteadOf.isEmpty() -> follow(question, theirs.lease());
            case Relay.Turn.Theirs again -> provider.respond(question);
            case Relay.Turn.Unknown unknown -> provider.respond(question);
        });
    }

    private void lead(Runnable mine) {
        if (closed) {
            mine.run();
        } else {
            giveBack = mine;
        }
    }

    private Uni<Reply> follow(RoutedCall question, String lease) {
        return uni(relay.follow(key, lease, chosen, question.call().over())).chain(found -> found.answer()
                .map(answer -> Uni.createFrom().<Reply>item(answer))
                .orElseGet(() -> found.result() == Follower.Result.LOST ? turn(question, lease, true) : knownOr(() -> provider.respond(question))));
    }

    private <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom().completionStage(future::toCompletionStage).emitOn(home::run);
    }
}
