package dev.portcullis.cache;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where a call's events happen: nothing of it may be touched elsewhere. In a plain test, outside of all event loops, anywhere will do. */
public record EventLoop(Context context, Thread thread) {

    public static EventLoop current() {
        return new EventLoop(Vertx.currentContext(), Thread.currentThread());
    }

    boolean isHere() {
        return context == null || Thread.currentThread() == thread;
    }

    /** At once where this is called on it, else as soon as it gets there. */
    public void run(Runnable step) {
        if (isHere()) {
            step.run();
        } else {
            context.runOnContext(later -> step.run());
        }
    }
}
