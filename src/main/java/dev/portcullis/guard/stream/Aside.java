package dev.portcullis.guard.stream;

import java.util.function.Consumer;

/** Where what came is looked at: what would keep an event loop too long, elsewhere. */
@FunctionalInterface
public interface Aside {

    /** Always here, at once. */
    Aside NEVER = (bytes, work, then) -> here(work, then);

    /**
     * @param bytes of what came
     * @param work  looks at it, once
     * @param then  run afterwards, on the stream's own thread; is given what failed, or {@code null}
     */
    void run(int bytes, Runnable work, Consumer<Throwable> then);

    /** On this thread. */
    static void here(Runnable work, Consumer<Throwable> then) {
        Throwable failed = null;
        try {
            work.run();
        } catch (Throwable bug) {
            // Whatever it is, the stream must learn that this look is over: its end waits for that.
            failed = bug;
        }
        then.accept(failed);
    }
}
