package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hears a stream. Of each event its data is kept, in one line; comments are not, nor are an event's {@code id} and {@code retry}, which
 * are about one connection. A stream whose terminal event and its blank line did not come is not kept, nor one that went on after it.
 */
final class StreamRecording implements Recording {

    static final byte[] BEFORE = ascii("data: ");
    static final byte[] AFTER = ascii("\n\n");
    static final byte[] TERMINAL = ascii("data: [DONE]\n\n");
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] NAME = ascii("event");

    private final Endpoint endpoint;
    private final SseEvents events = new SseEvents(Kept.MOST_BYTES);
    private final BytesOnTheWay room;
    private KeptBytes bytes = new KeptBytes();
    /** Of the room. */
    private int held;
    private byte[] last;
    private int usageEvent = Kept.NO_EVENT;
    private boolean usageTold;
    private boolean finished;
    private boolean done;
    private boolean lost;

    StreamRecording(Endpoint endpoint, BytesOnTheWay room) {
        this.endpoint = endpoint;
        this.room = room;
    }

    @Override
    public void hear(Buffer chunk) {
        if (lost) {
            return;
        }
        for (SseEvent event : events.feed(chunk)) {
            if (!takes(event)) {
                lose();
                return;
            }
        }
    }

    /** Adds what the gateway knows of the usage where the stream has not said it, so that those who ask for it can be told. */
    @Override
    public Optional<Kept> kept(Usage usage, Instant now) {
        boolean whole = done && finished && !lost && events.end().stream().allMatch(StreamRecording::isBlank);
        if (!whole) {
            lose();
            return Optional.empty();
        }
        if (usageEvent == Kept.NO_EVENT && !usageTold) {
            UsageEvent.like(last, usage).ifPresent(json -> AnswerLook.at(json).ifPresent(look -> {
                usageEvent = bytes.parts();
                bytes.add(BEFORE, json, look, AFTER);
            }));
        }
        bytes.add(BEFORE, DONE, AFTER);
        Optional<Kept> kept = bytes.weight() <= Kept.MOST_BYTES ? Optional.of(new Kept(endpoint, true, bytes, usageEvent, usage, now))
                : Optional.empty();
        lose();
        return kept;
    }

    private boolean takes(SseEvent event) {
        Optional<byte[]> data = event.data();
        if (data.isEmpty()) {
            return !event.piece();
        }
        byte[] json = data.get();
        boolean oneLine = event.raw().length() == BEFORE.length + json.length + AFTER.length && event.raw().getByte(0) == BEFORE[0];
        if (done || !oneLine && isNamed(event.raw())) {
            return false;
        }
        if (Arrays.equals(json, DONE)) {
            done = true;
            return true;
        }
        joinLines(json);
        return AnswerLook.at(json).filter(look -> add(json, look)).isPresent();
    }

    private boolean add(byte[] json, AnswerLook look) {
        boolean usageOnly = look.hasUsage() && look.choices() == 0;
        if (!look.hasChoices() || look.written() && endpoint == Endpoint.CHAT || usageOnly && usageEvent != Kept.NO_EVENT) {
            return false;
        }
        if (usageOnly) {
            usageEvent = bytes.parts();
        }
        usageTold |= look.hasUsage();
        finished |= look.finished();
        last = json;
        bytes.add(BEFORE, json, look, AFTER);
        return bytes.weight() <= Kept.MOST_BYTES && findsRoom();
    }

    private boolean findsRoom() {
        int more = bytes.held() - held;
        if (more > 0 && !room.take(more)) {
            return false;
        }
        held += more;
        return true;
    }

    @Override
    public void forget() {
        lose();
    }

    /** What is not going to be kept is not held. */
    private void lose() {
        lost = true;
        room.giveBack(held);
        held = 0;
        bytes = new KeptBytes();
        last = null;
    }

    /** Between the lines of an event's data there is nothing but white space of the JSON: within its strings line ends are escaped. */
    private static void joinLines(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n') {
                json[i] = ' ';
            }
        }
    }

    /** Whether the event has a name: no event of an OpenAI-compatible stream has one, but errors of some providers do. */
    private static boolean isNamed(Buffer event) {
        boolean lineBegins = true;
        for (int i = 0; i + NAME.length <= event.length(); i++) {
            byte b = event.getByte(i);
            if (lineBegins && b == NAME[0] && Arrays.equals(event.getBytes(i, i + NAME.length), NAME)) {
                return true;
            }
            lineBegins = b == '\n' || b == '\r';
        }
        return false;
    }

    /** The LF of a CRLF may come behind the event that its CR has ended. */
    private static boolean isBlank(SseEvent rest) {
        return rest.raw().length() == 1 && rest.raw().getByte(0) == '\n';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
