package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.Script;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Sends a script as SSE: each token when it is due, in writes of the size asked for, and nothing while the client does not read.
 * Holds at most one write and one event, however long the stream is.
 */
final class StreamWriter {
    private static final int FULL = 8 * 1024;
    private static final int LONGEST_RANDOM = 64;

    private final Exchange exchange;
    private final ScriptReader reader;
    private final Script.Ending ending;
    private final SimulatorSettings settings;
    private final RandomGenerator sizes;
    private final String lineEnd;
    private Buffer pending = Buffer.buffer();
    private Future<Void> written = Future.succeededFuture();
    private int sent;
    private long ticks;
    private boolean done;

    StreamWriter(Exchange exchange, Script script, SimulatorSettings settings) {
        this.exchange = exchange;
        this.settings = settings;
        reader = new ScriptReader(script, settings.rate() == 0 ? Integer.MAX_VALUE : 1);
        ending = script.ending();
        sizes = new SplittableRandom(settings.seed());
        lineEnd = settings.crlf() ? "\r\n" : "\n";
    }

    /** Begins with the opening and the first token. */
    void start() {
        exchange.response().drainHandler(drained -> pump());
        if (settings.rate() > 0) {
            long interval = Math.max(1, (long) Math.ceil(1000 / settings.rate()));
            exchange.every(interval, () -> tick(interval));
        }
        if (settings.chunk().cut() == Chunk.Cut.DUE) {
            pump();
        } else {
            // Vert.x gathers what is written while it reads; from here every write is flushed by itself.
            exchange.soon(this::pump);
        }
    }

    private void tick(long interval) {
        ticks++;
        reader.allow(1 + (long) (ticks * interval * settings.rate() / 1000));
        pump();
    }

    private void pump() {
        while (!done && !exchange.isOver() && !exchange.response().writeQueueFull()) {
            Buffer next = next();
            if (next.length() > 0) {
                written = exchange.response().write(next);
            } else if (reader.isAtEnd()) {
                finish();
            } else {
                return;
            }
        }
    }

    private void finish() {
        done = true;
        switch (ending) {
            case END -> exchange.end();
            // A reset throws away what is not on the wire yet.
            case RESET -> written.onComplete(flushed -> exchange.reset());
            case STALL -> { }
        }
    }

    /** What goes out in one write; empty if nothing is due. */
    private Buffer next() {
        return switch (settings.chunk().cut()) {
            case DUE -> gathered(FULL, Integer.MAX_VALUE);
            case EVENT -> gathered(1, Integer.MAX_VALUE);
            case RANDOM -> {
                int size = sizes.nextInt(1, LONGEST_RANDOM + 1);
                yield gathered(size, size);
            }
            case BYTES -> gathered(settings.chunk().bytes(), settings.chunk().bytes());
        };
    }

    private Buffer gathered(int enough, int most) {
        if (sent == pending.length()) {
            pending = Buffer.buffer();
            sent = 0;
        }
        String event = pending.length() - sent < enough ? reader.next() : null;
        while (event != null) {
            pending.appendString("data: ").appendString(event).appendString(lineEnd).appendString(lineEnd);
            event = pending.length() - sent < enough ? reader.next() : null;
        }
        int from = sent;
        sent = (int) Math.min(pending.length(), (long) from + most);
        return pending.slice(from, sent);
    }
}
