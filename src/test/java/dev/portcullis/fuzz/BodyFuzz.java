package dev.portcullis.fuzz;

import dev.portcullis.guard.wire.BodyTexts;
import dev.portcullis.guard.wire.Rewrite;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;

/** Any bytes as a body, or as events: they are read or refused, what was rewritten reads as it was rewritten, and events lose no byte. */
public final class BodyFuzz {

    private static final Endpoint[] ENDPOINTS = {Endpoint.CHAT, Endpoint.COMPLETIONS, Endpoint.EMBEDDINGS};

    private BodyFuzz() {
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Buffer body = Buffer.buffer(bytes);
        rewritten(body, BodyTexts::ofAnswer);
        for (Endpoint endpoint : ENDPOINTS) {
            try {
                Payload.read(body, endpoint);
            } catch (Refused no) {
                continue;
            }
            rewritten(body, some -> BodyTexts.ofRequest(endpoint, some));
        }
        events(body);
    }

    private static void rewritten(Buffer body, Function<Buffer, BodyTexts> reading) {
        BodyTexts texts = reading.apply(body);
        if (texts.isMalformed() || texts.isTooMuch()) {
            return;
        }
        List<Rewrite.Edit> edits = texts.parts().stream().map(part -> new Rewrite.Edit(part, part.text() + "\"\ud800")).toList();
        BodyTexts again = reading.apply(Rewrite.apply(body, texts, edits));
        if (again.isMalformed() || !again.parts().stream().map(TextPart::text).toList().equals(edits.stream().map(Rewrite.Edit::text).toList())) {
            throw new AssertionError("rewritten texts are not found again");
        }
    }

    private static void events(Buffer body) {
        SseEvents events = new SseEvents(64);
        Buffer all = Buffer.buffer();
        for (int at = 0; at < body.length(); at += 7) {
            events.feed(body.slice(at, Math.min(body.length(), at + 7))).forEach(event -> all.appendBuffer(event.raw()));
        }
        for (SseEvent last : events.end()) {
            all.appendBuffer(last.raw());
            last.data();
        }
        if (!all.equals(body)) {
            throw new AssertionError("events lose bytes");
        }
    }
}
