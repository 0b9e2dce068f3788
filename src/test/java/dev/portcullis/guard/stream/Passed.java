package dev.portcullis.guard.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** A stream that a test feeds by hand and whose caller it is: who asks before it gives, and what came of it. */
public final class Passed implements Flow.Subscription, MultiSubscriber<Buffer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final HandTimer timer = new HandTimer();
    public final List<Buffer> chunks = new ArrayList<>();
    public long asked;
    public boolean cancelled;
    public boolean completed;
    public Throwable failure;
    public int held;
    public int over;
    public GuardedStream stream;
    private MultiSubscriber<? super Buffer> guard;
    private Flow.Subscription subscription;

    private Passed() {
    }

    /** That asks for all at once. */
    public static Passed through(Function<Channel, Gate> gates) {
        return through(gates, true, "", Long.MAX_VALUE);
    }

    public static Passed through(Function<Channel, Gate> gates, boolean strict, String found, long wanted) {
        return through(gates, strict, found, wanted, Aside.NEVER);
    }

    public static Passed through(Function<Channel, Gate> gates, boolean strict, String found, long wanted, Aside aside) {
        Passed passed = new Passed();
        passed.stream = new GuardedStream(new Fed(passed), new GuardedStream.Rules(gates, strict, () -> found, Duration.ofMillis(50), passed.timer, new GuardedStream.Watch() {

            @Override
            public void holds(int more) {
                passed.held += more;
            }

            @Override
            public void over(long nanos) {
                passed.over++;
            }
        }, aside));
        passed.stream.subscribe(passed);
        passed.wants(wanted);
        return passed;
    }

    public void wants(long more) {
        if (more > 0) {
            subscription.request(more);
        }
    }

    public void leaves() {
        subscription.cancel();
    }

    /** It goes on with this; refused where nobody asked. */
    public Passed gives(String bytes) {
        return gives(Buffer.buffer(bytes));
    }

    public Passed gives(Buffer bytes) {
        if (asked <= 0) {
            throw new AssertionError("nobody asked for more");
        }
        asked--;
        guard.onItem(bytes);
        return this;
    }

    /** Like {@link #gives}, unless it was stopped. */
    public Passed offers(String bytes) {
        return cancelled ? this : gives(bytes);
    }

    public Passed ends() {
        if (!cancelled) {
            guard.onCompletion();
        }
        return this;
    }

    public Passed breaks(Throwable how) {
        guard.onFailure(how);
        return this;
    }

    /** The provider's side. */
    private static final class Fed extends AbstractMulti<Buffer> {

        private final Passed by;

        Fed(Passed by) {
            this.by = by;
        }

        @Override
        public void subscribe(MultiSubscriber<? super Buffer> subscriber) {
            by.guard = subscriber;
            subscriber.onSubscribe(by);
        }
    }

    @Override
    public void request(long n) {
        asked += n;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void onSubscribe(Flow.Subscription itsSubscription) {
        subscription = itsSubscription;
    }

    @Override
    public void onItem(Buffer chunk) {
        chunks.add(chunk);
    }

    @Override
    public void onFailure(Throwable how) {
        failure = how;
    }

    @Override
    public void onCompletion() {
        completed = true;
    }

    public String bytes() {
        Buffer all = Buffer.buffer();
        chunks.forEach(all::appendBuffer);
        return all.toString();
    }

    /** The data of all events that are JSON. */
    public List<JsonNode> events() {
        SseEvents events = new SseEvents();
        List<SseEvent> all = new ArrayList<>(events.feed(Buffer.buffer(bytes())));
        all.addAll(events.end());
        List<JsonNode> read = new ArrayList<>();
        for (SseEvent event : all) {
            event.data().filter(data -> data.length > 0 && data[0] == '{').ifPresent(data -> read.add(json(data)));
        }
        return read;
    }

    private static JsonNode json(byte[] data) {
        try {
            return JSON.readTree(data);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** What a client makes of the deltas: by choice and place, the pieces joined. */
    public Map<String, String> texts() {
        Map<String, StringBuilder> texts = new TreeMap<>();
        for (JsonNode event : events()) {
            for (JsonNode choice : event.path("choices")) {
                String index = choice.path("index").asText() + " ";
                join(texts, index + "text", choice.path("text"));
                choice.path("delta").propertyStream().forEach(field -> {
                    switch (field.getKey()) {
                        case "tool_calls" -> field.getValue().forEach(call -> join(texts, index + "call " + call.path("index").asText(), call.at("/function/arguments")));
                        case "function_call" -> join(texts, index + "call", field.getValue().path("arguments"));
                        case "audio" -> join(texts, index + "transcript", field.getValue().path("transcript"));
                        default -> join(texts, index + field.getKey(), field.getValue());
                    }
                });
            }
        }
        Map<String, String> joined = new TreeMap<>();
        texts.forEach((place, text) -> joined.put(place, text.toString()));
        return joined;
    }

    private static void join(Map<String, StringBuilder> texts, String place, JsonNode piece) {
        if (piece.isTextual() && !piece.asText().isEmpty()) {
            texts.computeIfAbsent(place, first -> new StringBuilder()).append(piece.asText());
        }
    }

    /** One event with one choice. @param members of the choice, beside its index */
    public static String choice(int index, String members) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":5,\"model\":\"m\",\"choices\":[{\"index\":" + index + ',' + members + "}]}\n\n";
    }

    public static String content(String text) {
        return content(0, text);
    }

    public static String content(int index, String text) {
        return delta(index, "content", text);
    }

    public static String delta(int index, String field, String text) {
        ObjectNode delta = JSON.createObjectNode().put(field, text);
        return choice(index, "\"delta\":" + delta + ",\"finish_reason\":null");
    }

    public static String arguments(int index, int call, String text) {
        ObjectNode delta = JSON.createObjectNode();
        delta.putArray("tool_calls").addObject().put("index", call).putObject("function").put("arguments", text);
        return choice(index, "\"delta\":" + delta + ",\"finish_reason\":null");
    }

    public static String finish(int index) {
        return choice(index, "\"delta\":{},\"finish_reason\":\"stop\"");
    }
}
