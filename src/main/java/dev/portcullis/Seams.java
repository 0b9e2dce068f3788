package dev.portcullis;

import dev.portcullis.admission.Admit;
import dev.portcullis.routing.RouteTable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What a test replaces by its own: time, chance, and the one thing that a room knows of another. */
final class Seams {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** For choices and jitter, not for secrets. Asks the current thread's generator, since many event loops share this one. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Produces
    @Singleton
    Admit admit(RouteTable routes) {
        return new Admit(routes::knows);
    }
}
