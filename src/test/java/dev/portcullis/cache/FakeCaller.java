package dev.portcullis.cache;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A caller as the edge would serve it: reads its answer, and says when the call is over. Everything happens where it calls. */
final class FakeCaller implements MultiSubscriber<Buffer> {

    final Call call;
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    final StringBuffer text = new StringBuffer();
    volatile int chunks;
    volatile String trespass;
    private final boolean reads;
    private Thread thread;
    private Flow.Subscription stream;

    /** @param reads whether it asks for each chunk by itself */
    FakeCaller(String tenant, boolean stream, String cacheControl, boolean reads) {
        Headers headers = cacheControl.isEmpty() ? Headers.NONE : Headers.of("cache-control", cacheControl);
        this.call = Calls.chat("m", new Tenant(tenant, model -> true), headers, stream ? ",\"stream\":true" : "");
        this.reads = reads;
    }

    FakeCaller(Call call) {
        this.call = call;
        this.reads = true;
    }

    static FakeCaller whole() {
        return new FakeCaller("acme", false, "", true);
    }

    static FakeCaller streamed() {
        return new FakeCaller("acme", true, "", true);
    }

    FakeCaller calls(AnswerFromCache stage, Responder<RoutedCall> next) {
        return calls(stage, next, FakeProvider.BLUE);
    }

    FakeCaller calls(AnswerFromCache stage, Responder<RoutedCall> next, Target target) {
        thread = Thread.currentThread();
        RoutedCall routed = new RoutedCall(call, new Route(List.of(new Route.Leg("m", List.of(target), 0))));
        stage.handle(routed, next).subscribe().with(this::gets, bug -> {
            here();
            reply.completeExceptionally(bug);
            over(Outcome.Ending.FAILED);
        });
        return this;
    }

    private void gets(Reply ready) {
        here();
        reply.complete(ready);
        if (call.over().toCompletableFuture().isDone()) {
            return;
        }
        if (ready instanceof Answer answer && answer.body() instanceof Body.Stream body) {
            body.chunks().subscribe(this);
        } else {
            if (ready instanceof Answer answer && answer.body() instanceof Body.Whole body) {
                text.append(body.bytes());
            }
            over(Outcome.Ending.COMPLETED);
        }
    }

    void leaves() {
        over(Outcome.Ending.ABANDONED);
    }

    void wants(long more) {
        stream.request(more);
    }

    private void over(Outcome.Ending ending) {
        Usage usage = reply.isDone() && !reply.isCompletedExceptionally() && reply.join() instanceof Answer answer ? answer.usageSoFar().get() : Usage.UNKNOWN;
        call.over().toCompletableFuture().complete(new Outcome(ending, Optional.ofNullable(reply.isCompletedExceptionally() ? null : reply.getNow(null)), 200,
                usage, Optional.empty(), Duration.ZERO));
    }

    Answer answer() {
        return (Answer) reply.join();
    }

    String cache() {
        return reply.join().origin().cache().word();
    }

    Settlement settlement() {
        return answer().settlement().orElseThrow().toCompletableFuture().join();
    }

    private void here() {
        if (Thread.currentThread() != thread) {
            trespass = Thread.currentThread().getName() + " instead of " + thread.getName();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        here();
        stream = subscription;
        if (reads) {
            subscription.request(1);
        }
    }

    @Override
    public void onItem(Buffer chunk) {
        here();
        if (call.over().toCompletableFuture().isDone()) {
            return;
        }
        text.append(chunk);
        chunks++;
        if (reads) {
            stream.request(1);
        }
    }

    @Override
    public void onFailure(Throwable how) {
        here();
        over(Outcome.Ending.FAILED);
        ended.complete(how);
    }

    @Override
    public void onCompletion() {
        here();
        over(Outcome.Ending.COMPLETED);
        ended.complete(null);
    }
}
