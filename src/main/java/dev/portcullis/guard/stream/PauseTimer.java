package dev.portcullis.guard.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Tells when a provider has been silent for a while. */
@FunctionalInterface
public interface PauseTimer {

    /**
     * @param then run once after that time, on the stream's own thread
     * @return forgets it; without effect once it has run
     */
    Runnable after(Duration silence, Runnable then);

    /** On the event loop that asks, which is the stream's. Outside of all event loops nothing is ever told. */
    static PauseTimer onEventLoop() {
        return (silence, then) -> {
            Context context = Vertx.currentContext();
            if (context == null) {
                return () -> { };
            }
            long timer = context.owner().setTimer(Math.max(1, silence.toMillis()), passed -> then.run());
            return () -> context.owner().cancelTimer(timer);
        };
    }
}
