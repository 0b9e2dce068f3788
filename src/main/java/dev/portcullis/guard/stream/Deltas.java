package dev.portcullis.guard.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The events of one stream, whose texts pass gates, each of every choice by itself. What a gate holds comes with a later event of the same
 * kind, of a tool's arguments with the one that closes them, at the latest with the one that ends its choice or right before it, or in an event of
 * its own before whatever ends the stream.
 * Events whose texts do not change pass as they came.
 */
final class Deltas {

    /** Channels of one stream that are open at once: with more nothing passes any more. */
    static final int MOST_CHANNELS = 1_024;

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final Stop TOO_MANY = new Stop("content_filter", "it has more texts than can be looked at");
    private static final Stop UNREADABLE = new Stop("upstream_error", "an event of it could not be read");
    private static final Stop TOO_LONG = new Stop("upstream_error", "an event of it is too long to be looked at");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // Of two members of one name some readers take the first and others the last.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Function<Channel, Gate> gates;
    private final boolean strict;
    private final Supplier<String> told;
    private final Map<Channel, Gate> open = new LinkedHashMap<>();
    /** Objects of the event that is read in which a text of a channel stands. */
    private final Map<Channel, ObjectNode> here = new HashMap<>();
    private final Passing passing = new Passing();
    /** What goes before the event that is read. */
    private Buffer before = Buffer.buffer();
    /** What an event of its own looks like. */
    private ObjectNode last = JSON.createObjectNode();
    private int held;
    private Stop stop;

    /**
     * @param gates  makes a new one for each channel
     * @param strict whether nothing may pass that cannot be read
     * @param told   what a comment before the end says; empty for none
     */
    Deltas(Function<Channel, Gate> gates, boolean strict, Supplier<String> told) {
        this.gates = gates;
        this.strict = strict;
        this.told = told;
    }

    /** What is not let pass any more, if anything is not. */
    Optional<Stop> stop() {
        return Optional.ofNullable(stop);
    }

    /** Characters that the gates hold. */
    int held() {
        return held;
    }

    /** Whether something is held of which {@link #pause} may let go. */
    boolean waits() {
        return held > 0 && open.values().stream().anyMatch(Gate::waits);
    }

    /** What becomes of an event; nothing where all of it is held. */
    Buffer pass(SseEvent event) {
        if (event.piece()) {
            return unread(event, TOO_LONG);
        }
        Optional<byte[]> data = event.data();
        if (data.isEmpty()) {
            return event.raw();
        }
        if (Arrays.equals(data.get(), DONE)) {
            return sent(rest().appendString(comment()).appendBuffer(event.raw()));
        }
        ObjectNode json = read(data.get());
        return json == null ? unread(event, UNREADABLE) : sent(read(event, json));
    }

    private Buffer unread(SseEvent event, Stop why) {
        stop = stop == null && strict ? why : stop;
        return sent(rest().appendBuffer(event.raw()));
    }

    private Buffer read(SseEvent event, ObjectNode json) {
        boolean speaks = json.path("choices") instanceof ArrayNode choices && !choices.isEmpty();
        before = json.hasNonNull("error") ? rest() : Buffer.buffer();
        here.clear();
        boolean changed = new EventTexts(passing, strict).read(json);
        if (speaks) {
            last = json;
        }
        Buffer passed = before;
        before = Buffer.buffer();
        if (!changed) {
            return passed.length() == 0 ? event.raw() : passed.appendBuffer(event.raw());
        }
        return speaks && saysNothing(json) ? passed : passed.appendBuffer(event(json));
    }

    /** The provider is silent. @return what may go whatever follows */
    Buffer pause() {
        Buffer passed = Buffer.buffer();
        for (Map.Entry<Channel, Gate> one : open.entrySet()) {
            append(passed, one.getKey(), with(one.getValue(), Gate::pause));
        }
        return sent(passed);
    }

    /** The stream ends as it is: what is held is let go. */
    Buffer rest() {
        Buffer rest = Buffer.buffer();
        for (Map.Entry<Channel, Gate> one : open.entrySet()) {
            append(rest, one.getKey(), with(one.getValue(), Gate::end));
        }
        open.clear();
        return sent(rest);
    }

    private Buffer sent(Buffer passed) {
        return stop == null ? passed : Buffer.buffer();
    }

    /** A comment, which readers of server-sent events skip. */
    private String comment() {
        String found = told.get();
        return found.isEmpty() ? "" : ": x-portcullis-guard: " + found + "\n\n";
    }

    private String with(Gate gate, Function<Gate, String> action) {
        int holding = gate.held();
        String passed = action.apply(gate);
        held += gate.held() - holding;
        stop = stop != null ? stop : gate.stop().orElse(null);
        return stop == null ? passed : "";
    }

    private void append(Buffer to, Channel channel, String text) {
        if (!text.isEmpty()) {
            ObjectNode event = JSON.createObjectNode();
            for (String name : List.of("id", "object", "created", "model", "system_fingerprint", "service_tier")) {
                if (last.has(name)) {
                    event.set(name, last.get(name));
                }
            }
            event.putArray("choices").add(channel.alone(text));
            to.appendBuffer(event(event));
        }
    }

    private final class Passing implements EventTexts.Passage {

        @Override
        public String piece(Channel channel, ObjectNode of, String piece) {
            Gate gate = open.get(channel);
            if (gate == null) {
                if (piece.isEmpty()) {
                    if (channel.isJson()) {
                        // The call of a tool begins, whose arguments are still to come.
                        letGoFirst(channel.choice());
                    }
                    return piece;
                }
                if (open.size() >= MOST_CHANNELS) {
                    stop = stop != null ? stop : TOO_MANY;
                    return "";
                }
                letGoFirst(channel.choice());
                gate = channel.isJson() ? new UntilClosed(() -> gates.apply(channel)) : gates.apply(channel);
                open.put(channel, gate);
            }
            here.put(channel, of);
            return with(gate, at -> at.push(piece));
        }

        /** A text begins: what may go of those before it does, or their readers would find the end of one behind the beginning of the next. */
        private void letGoFirst(int choice) {
            if (held > 0) {
                open.forEach((channel, gate) -> {
                    if (channel.choice() == choice && !here.containsKey(channel) && gate.waits()) {
                        append(before, channel, with(gate, Gate::pause));
                    }
                });
            }
        }

        @Override
        public String whole(Channel channel, String text) {
            Gate gate = gates.apply(channel);
            String passed = with(gate, at -> at.push(text));
            return passed + with(gate, Gate::end);
        }

        @Override
        public boolean finished(int choice) {
            boolean any = false;
            for (Iterator<Map.Entry<Channel, Gate>> each = open.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Channel, Gate> one = each.next();
                Channel channel = one.getKey();
                if (channel.choice() == choice) {
                    String rest = with(one.getValue(), Gate::end);
                    each.remove();
                    ObjectNode of = here.get(channel);
                    if (of == null) {
                        append(before, channel, rest);
                    } else if (!rest.isEmpty()) {
                        any = true;
                        of.put(channel.field(), of.path(channel.field()).asText() + rest);
                    }
                }
            }
            return any;
        }

        @Override
        public boolean holds(int choice) {
            if (held == 0) {
                return false;
            }
            return open.entrySet().stream().anyMatch(one -> one.getKey().choice() == choice && one.getValue().held() > 0);
        }
    }

    /** Whether all that is left of an event is empty texts. */
    private static boolean saysNothing(ObjectNode json) {
        for (JsonNode choice : json.path("choices")) {
            if (choice.path("finish_reason").isTextual() || speaks(choice.path("text")) || speaks(choice.path("delta"))) {
                return false;
            }
        }
        return !json.path("usage").isObject();
    }

    private static boolean speaks(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().anyMatch(Deltas::speaks);
        }
        if (node.isObject()) {
            return node.propertyStream().anyMatch(field -> !field.getKey().equals("index") && speaks(field.getValue()));
        }
        return !node.isNull() && !node.isMissingNode() && !node.asText().isEmpty();
    }

    /** Bytes that are no UTF-8 are what most readers take them for. @return null where it is no object */
    private static ObjectNode read(byte[] data) {
        ObjectNode json = tree(data);
        return json != null || data.length == 0 ? json : tree(new String(data, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode tree(byte[] data) {
        try {
            return JSON.readTree(data) instanceof ObjectNode object ? object : null;
        } catch (IOException malformed) {
            return null;
        }
    }

    private static Buffer event(ObjectNode json) {
        try {
            return Buffer.buffer("data: ").appendBytes(JSON.writeValueAsBytes(json)).appendString("\n\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree cannot be written", impossible);
        }
    }
}
