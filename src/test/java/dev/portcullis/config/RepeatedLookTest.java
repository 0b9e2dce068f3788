package dev.portcullis.config;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RepeatedLookTest {

    private final CountDownLatch looks = new CountDownLatch(3);

    @Test
    void looksAgainAndAgainAlsoAfterALookThatFailed() throws InterruptedException {
        try (RepeatedLook look = new RepeatedLook("look-test", "nothing", Duration.ofMillis(1), () -> {
            looks.countDown();
            throw new IllegalStateException("made for this test");
        })) {
            look.start();
            assertTrue(looks.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void looksAtOnceOnTheThreadThatAsks() {
        try (RepeatedLook look = new RepeatedLook("look-test", "nothing", Duration.ofHours(1), looks::countDown)) {
            look.now();
            assertEquals(2, looks.getCount());
        }
    }
}
