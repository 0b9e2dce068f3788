package dev.portcullis.provider;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Queue;

/** A provider's answer that gives a chunk only when one is fetched. */
final class FakeSource implements ReadStream<Buffer> {

    private final Queue<Buffer> chunks = new ArrayDeque<>();
    private Handler<Buffer> handler;
    private Handler<Void> end;
    private Handler<Throwable> broken;
    private long demand = Long.MAX_VALUE;
    private boolean finished;
    private boolean flowing;

    void offer(Buffer chunk) {
        if (chunk.length() > 0) {
            chunks.add(chunk);
            flow();
        }
    }

    void finish() {
        finished = true;
        flow();
    }

    void breakOff() {
        broken.handle(new IllegalStateException("reset by a test"));
    }

    int waiting() {
        return chunks.size();
    }

    private void flow() {
        if (flowing) {
            return;
        }
        flowing = true;
        while (demand > 0 && !chunks.isEmpty()) {
            demand--;
            handler.handle(chunks.remove());
        }
        flowing = false;
        if (finished && chunks.isEmpty() && end != null) {
            Handler<Void> last = end;
            end = null;
            last.handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> given) {
        broken = given;
        return this;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> given) {
        handler = given;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        flow();
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> given) {
        end = given;
        return this;
    }
}
