package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Stands where {@code Dispatch} stands: each question waits until the test says what becomes of it. */
final class FakeProvider implements Responder<RoutedCall> {

    static final Target BLUE = new Target("m", "blue", "p", "m-1");

    final List<Question> asked = new CopyOnWriteArrayList<>();

    @Override
    public Uni<Reply> respond(RoutedCall routed) {
        Question question = new Question(routed);
        asked.add(question);
        return Uni.createFrom().completionStage(question.reply);
    }

    /** One question, and its answer's stream. Everything happens where it was asked. */
    static final class Question extends AbstractMulti<Buffer> implements Flow.Subscription {

        final RoutedCall routed;
        final Context context = Vertx.currentContext();
        final Thread thread = Thread.currentThread();
        final CompletableFuture<Reply> reply = new CompletableFuture<>();
        final List<String> ready = new ArrayList<>();
        final CompletableFuture<Void> givenUp = new CompletableFuture<>();
        volatile int delivered;
        volatile String trespass;
        private MultiSubscriber<? super Buffer> subscriber;
        private long demand;
        private boolean over;
        private boolean complete;
        private Throwable broken;

        Question(RoutedCall routed) {
            this.routed = routed;
            routed.call().over().thenAccept(how -> {
                here();
                over = true;
                givenUp.complete(null);
                reply.complete(new Refusal.CallerLeft(new Origin(List.of(new Attempt(BLUE, Attempt.Result.ABANDONED, Duration.ZERO)))));
            });
        }

        boolean isOver() {
            return over;
        }

        void answersWhole(int status, Target by, String body) {
            run(() -> reply.complete(new Answer(status, Headers.of("content-type", "application/json"), new Body.Whole(Buffer.buffer(body)), from(by),
                    () -> Usage.of(10, 0, 5, 0))));
        }

        void refuses(Refusal refusal) {
            run(() -> reply.complete(refusal));
        }

        void breaks(RuntimeException bug) {
            run(() -> reply.completeExceptionally(bug));
        }

        /** Has these chunks for whoever asks for them. */
        void streams(Target by, String... chunks) {
            run(() -> {
                ready.addAll(List.of(chunks));
                reply.complete(new Answer(200, Headers.of("content-type", "text/event-stream; charset=utf-8"), new Body.Stream(this), from(by), this::used));
            });
        }

        void more(String... chunks) {
            run(() -> {
                ready.addAll(List.of(chunks));
                hand();
            });
        }

        void ends(Throwable how) {
            run(() -> {
                complete = true;
                broken = how;
                hand();
            });
        }

        private Usage used() {
            here();
            return Usage.of(10, 0, delivered, 0);
        }

        private void run(Runnable step) {
            if (context == null || Thread.currentThread() == thread) {
                step.run();
            } else {
                context.runOnContext(go -> step.run());
            }
        }

        private void here() {
            if (context != null && Thread.currentThread() != thread) {
                trespass = Thread.currentThread().getName() + " instead of " + thread.getName();
            }
        }

        private static Origin from(Target target) {
            return new Origin(List.of(new Attempt(target, Attempt.Result.OK, Duration.ofMillis(1))));
        }

        @Override
        public void subscribe(MultiSubscriber<? super Buffer> downstream) {
            here();
            subscriber = downstream;
            downstream.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            here();
            demand += n;
            hand();
        }

        @Override
        public void cancel() {
            here();
        }

        private void hand() {
            while (demand > 0 && !ready.isEmpty() && subscriber != null && !over) {
                demand--;
                delivered++;
                subscriber.onItem(Buffer.buffer(ready.removeFirst()));
            }
            if (complete && ready.isEmpty() && subscriber != null && !over) {
                MultiSubscriber<? super Buffer> last = subscriber;
                subscriber = null;
                if (broken == null) {
                    last.onCompletion();
                } else {
                    last.onFailure(broken);
                }
            }
        }
    }
}
