package dev.portcullis.edge;

import dev.portcullis.pipeline.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The replies that are not over, so that those for which no time is left end with a word. As many as there are calls in flight. */
@Singleton
final class OpenReplies {

    private record Open(ReplyWriter reply, Context eventLoop) {
    }

    private final Vertx vertx;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();

    OpenReplies(Vertx vertx) {
        this.vertx = vertx;
    }

    /** On the reply's event loop. */
    void add(ReplyWriter reply, CompletableFuture<Outcome> over) {
        Open one = new Open(reply, vertx.getOrCreateContext());
        open.add(one);
        over.thenRun(() -> open.remove(one));
    }

    /** Each on its event loop. Does not wait. */
    void cutOff() {
        open.forEach(one -> one.eventLoop.runOnContext(now -> one.reply.cutOff()));
    }
}
