package dev.portcullis.guard;

import dev.portcullis.guard.stream.Aside;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where texts are looked at: on the caller's event loop while that takes no more than some milliseconds, else on a worker. */
public final class TextWorker {

    /** Bytes that are looked at on an event loop. */
    static final int AT_ONCE = 16 * 1024;

    /** What comes of it comes back on the caller's event loop. */
    public <T> Uni<T> run(int bytes, Supplier<T> work) {
        Context eventLoop = Vertx.currentContext();
        return bytes <= AT_ONCE || eventLoop == null ? Uni.createFrom().item(work)
                : Uni.createFrom().completionStage(() -> eventLoop.executeBlocking(work::get, false).toCompletionStage());
    }

    /** The same of a part of a stream. @param then run afterwards on the caller's event loop, is given what failed, or {@code null} */
    public void run(int bytes, Runnable work, Consumer<Throwable> then) {
        Context eventLoop = Vertx.currentContext();
        if (bytes <= AT_ONCE || eventLoop == null) {
            Aside.here(work, then);
        } else {
            eventLoop.executeBlocking(() -> {
                work.run();
                return null;
            }, false).onComplete(done -> then.accept(done.cause()));
        }
    }
}
