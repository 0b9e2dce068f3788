package dev.portcullis.store;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When Quarkus has stopped. That may be never: last of all it closes the log, and waits there until the line that is being written
 * is out, for ever where nobody reads standard output any more. By then all that is to be kept is kept.
 */
@Singleton
final class QuarkusStop {

    /** For what is left to stop once everything of the gateway's own has; an ordinary one takes a fraction of a second for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** As the JVM says it of a process that ends by SIGTERM. */
    private static final int TERMINATED = 143;
    private static final QuarkusStop OF_THIS_PROCESS = new QuarkusStop();

    private final CountDownLatch told = new CountDownLatch(1);

    /** After all who observe the same. */
    static void everybodyIsTold(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        OF_THIS_PROCESS.tell();
    }

    /** @return false where it has not stopped {@link #PATIENCE} after everybody was told to */
    static boolean await() {
        Application quarkus = ApplicationLifecycleManager.getCurrentApplication();
        return quarkus == null || OF_THIS_PROCESS.await(quarkus::awaitShutdown, PATIENCE);
    }

    /** Ends the process, without what else there may be to wait for. */
    static void halt() {
        Runtime.getRuntime().halt(TERMINATED);
    }

    void tell() {
        told.countDown();
    }

    /**
     * @param stopped  returns when Quarkus has stopped, told or not
     * @param patience how long that may take once everybody is told
     * @return whether it has
     */
    boolean await(Runnable stopped, Duration patience) {
        CountDownLatch over = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("quarkus-stop").start(() -> {
            stopped.run();
            over.countDown();
            told.countDown();
        });
        try {
            told.await();
            return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException sooner) {
            return false;
        }
    }
}
