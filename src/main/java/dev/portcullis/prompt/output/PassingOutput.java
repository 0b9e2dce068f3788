package dev.portcullis.prompt.output;

import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stream that is looked at as it passes. Every chunk goes on as it came, and at once; only a comment is put before the event that ends
 * the stream, or behind it where its beginning has passed already: readers of server-sent events skip it. Beside the texts there is in
 * memory one unfinished event. One stream, one thread.
 */
final class PassingOutput {

    static final String HEADER = "x-portcullis-output";

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final Verdict NOT_YET = Verdict.unchecked("incomplete");

    private final Contract contract;
    private final Consumer<Verdict> then;
    private final SseEvents events = new SseEvents();
    private final Texts texts = new Texts();
    /** Bytes of an event of which the rest has not come. */
    private int unfinished;
    private boolean ended;
    /** Read by the log when the call is over, maybe by another thread. */
    private volatile Verdict verdict = NOT_YET;

    /** @param then told once, when it is known or when it is known that it never will be */
    PassingOutput(Contract contract, Consumer<Verdict> then) {
        this.contract = contract;
        this.then = then;
    }

    /** What is known at the moment it is asked. */
    String soFar() {
        return verdict.toString();
    }

    Multi<Buffer> pass(Multi<Buffer> chunks) {
        return chunks.onItem().transform(this::pass).onCompletion().invoke(() -> {
            events.end().forEach(this::look);
            end(texts::verdict);
        });
    }

    /** Nothing more comes. Where it has ended that is nothing new. */
    void over() {
        end(never -> NOT_YET);
    }

    private Buffer pass(Buffer chunk) {
        Buffer passed = chunk;
        int at = -unfinished;
        for (SseEvent event : events.feed(chunk)) {
            if (look(event)) {
                end(texts::verdict);
                passed = told(chunk, at < 0 ? Math.max(0, at + event.raw().length()) : at);
            }
            at += event.raw().length();
        }
        unfinished = chunk.length() - at;
        return passed;
    }

    private Buffer told(Buffer chunk, int at) {
        return Buffer.buffer(chunk.length() + 128).appendBuffer(chunk, 0, at).appendString(": " + HEADER + ": " + verdict + "\n\n")
                .appendBuffer(chunk, at, chunk.length() - at);
    }

    /** @return whether it is the first that ends the stream */
    private boolean look(SseEvent event) {
        if (ended) {
            return false;
        }
        if (event.piece()) {
            texts.skipped();
            return false;
        }
        byte[] data = event.data().orElse(null);
        if (data == null) {
            return false;
        }
        if (Arrays.equals(data, DONE)) {
            return true;
        }
        texts.event(data);
        return false;
    }

    private void end(Function<Contract, Verdict> how) {
        if (!ended) {
            ended = true;
            verdict = how.apply(contract);
            then.accept(verdict);
        }
    }
}
