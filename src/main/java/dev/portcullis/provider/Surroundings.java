package dev.portcullis.provider;

import dev.portcullis.pipeline.tokens.TokenCounter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What an attempt needs of the world around it.
 *
 * @param nanoTime  {@link System#nanoTime()}, or a test's
 * @param keepAlive how long a stream whose head has come may be silent before the caller is told that it has begun
 */
record Surroundings(Vertx vertx, LongSupplier nanoTime, InstantSource clock, Duration keepAlive, AnswerMemory answers, TokenCounter tokens,
        UsageCorrections corrections) {

    Surroundings with(AnswerMemory other) {
        return new Surroundings(vertx, nanoTime, clock, keepAlive, other, tokens, corrections);
    }
}
