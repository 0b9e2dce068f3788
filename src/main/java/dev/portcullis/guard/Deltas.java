package dev.portcullis.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal.Blocked.What;
import dev.portcullis.pipeline.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The events of one stream, whose texts pass gates: each choice's content, refusal, reasoning and arguments of each call of a tool by
 * themselves. What a gate holds comes with a later event of the same kind, at the latest with the one that ends its choice, or in an
 * event of its own before whatever ends the stream. Events whose texts do not change pass as they came.
 */
final class Deltas {

    /** What a text is a part of. @param call the number of a tool's call; -1 for what is none. @param field its name in the delta */
    record Channel(int choice, int call, String field) {

        boolean isJson() {
            return field.equals("arguments");
        }
    }

    /** Channels of one stream that are open at once: with more nothing passes any more. */
    static final int MOST_CHANNELS = 1_024;

    private static final Set<String> NO_TEXT = Set.of("role", "id", "type", "name", "signature", "format");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    private final Function<Channel, Gate> gates;
    private final Map<Channel, Gate> open = new LinkedHashMap<>();
    /** What an event of its own looks like. */
    private ObjectNode last;
    private Found.Stop stop;

    /** @param gates makes a new one for each channel */
    Deltas(Function<Channel, Gate> gates) {
        this.gates = gates;
    }

    /** What is not let pass any more, if anything is not. */
    Optional<Found.Stop> stop() {
        return Optional.ofNullable(stop);
    }

    /** What becomes of an event; nothing where all of it is held. */
    Buffer pass(SseEvent event) {
        Optional<byte[]> data = event.data();
        if (data.isEmpty()) {
            return event.raw();
        }
        ObjectNode json = read(data.get());
        if (json == null || !(json.get("choices") instanceof ArrayNode choices)) {
            // The terminal event, or an error: nothing comes behind it.
            return rest().appendBuffer(event.raw());
        }
        if (choices.isEmpty()) {
            return open.isEmpty() ? event.raw() : rest().appendBuffer(event.raw());
        }
        boolean changed = false;
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                changed |= choice(choice, choice.path("index").asInt(i));
            }
        }
        if (stop != null) {
            return Buffer.buffer();
        }
        last = json;
        if (!changed) {
            return event.raw();
        }
        return saysNothing(choices) && !json.path("usage").isObject() ? Buffer.buffer() : event(json);
    }

    /** The stream ends as it is: what is held is let go. */
    Buffer rest() {
        Buffer rest = Buffer.buffer();
        while (!open.isEmpty() && stop == null) {
            int choice = open.keySet().iterator().next().choice;
            ObjectNode event = last == null ? JSON.createObjectNode() : last.deepCopy();
            event.remove("usage");
            ObjectNode only = event.putArray("choices").addObject().put("index", choice);
            boolean any = end(choice, only, open.keySet().stream().anyMatch(channel -> channel.choice == choice && channel.field.equals("text")) ? null : only.putObject("delta"));
            only.putNull("finish_reason");
            if (any && stop == null) {
                rest.appendBuffer(event(event));
            }
        }
        return stop == null ? rest : Buffer.buffer();
    }

    private boolean choice(ObjectNode choice, int index) {
        boolean changed = false;
        ObjectNode delta = choice.get("delta") instanceof ObjectNode object ? object : null;
        if (delta != null) {
            changed = texts(delta, index, -1);
            if (delta.get("tool_calls") instanceof ArrayNode calls) {
                for (int i = 0; i < calls.size(); i++) {
                    JsonNode call = calls.get(i);
                    if (call.get("function") instanceof ObjectNode function) {
                        changed |= texts(function, index, call.path("index").asInt(i));
                    }
                }
            }
            if (delta.get("function_call") instanceof ObjectNode function) {
                changed |= texts(function, index, Integer.MAX_VALUE);
            }
        }
        if (choice.path("text").isTextual()) {
            changed |= text(choice, new Channel(index, -1, "text"));
        }
        if (choice.path("finish_reason").isTextual()) {
            changed |= end(index, choice, delta);
        }
        if (changed && choice.has("logprobs")) {
            choice.putNull("logprobs");
        }
        return changed;
    }

    private boolean texts(ObjectNode of, int choice, int call) {
        boolean changed = false;
        List<String> names = new ArrayList<>();
        of.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (of.get(name).isTextual() && !NO_TEXT.contains(name)) {
                changed |= text(of, new Channel(choice, call, name));
            }
        }
        return changed;
    }

    private boolean text(ObjectNode of, Channel channel) {
        String piece = of.get(channel.field).textValue();
        if (open.size() >= MOST_CHANNELS && !open.containsKey(channel)) {
            stop = stop != null ? stop : new Found.Stop(What.HARM, List.of("too many choices to be looked at"));
            return false;
        }
        Gate gate = open.computeIfAbsent(channel, gates);
        String passed = gate.push(piece);
        stopped(gate);
        of.put(channel.field, passed);
        return !passed.equals(piece);
    }

    private void stopped(Gate gate) {
        stop = stop != null ? stop : gate.stop().orElse(null);
    }

    /** What is held of a choice is put into an event of it. @return whether there was anything */
    private boolean end(int choice, ObjectNode of, ObjectNode delta) {
        boolean any = false;
        for (Iterator<Map.Entry<Channel, Gate>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Channel, Gate> one = each.next();
            Channel channel = one.getKey();
            if (channel.choice != choice) {
                continue;
            }
            String rest = one.getValue().end();
            stopped(one.getValue());
            each.remove();
            if (!rest.isEmpty()) {
                any = true;
                ObjectNode to = place(channel, of, delta);
                to.put(channel.field, to.path(channel.field).asText("") + rest);
            }
        }
        return any;
    }

    private static ObjectNode place(Channel channel, ObjectNode of, ObjectNode delta) {
        if (channel.field.equals("text") && channel.call < 0) {
            return of;
        }
        ObjectNode in = delta != null ? delta : of.putObject("delta");
        if (channel.call < 0) {
            return in;
        }
        if (channel.call == Integer.MAX_VALUE) {
            return in.get("function_call") instanceof ObjectNode there ? there : in.putObject("function_call");
        }
        ArrayNode calls = in.get("tool_calls") instanceof ArrayNode there ? there : in.putArray("tool_calls");
        for (JsonNode call : calls) {
            if (call.path("index").asInt(-1) == channel.call && call.get("function") instanceof ObjectNode function) {
                return function;
            }
        }
        return calls.addObject().put("index", channel.call).putObject("function");
    }

    /** Whether all that is left of an event is empty texts. */
    private static boolean saysNothing(ArrayNode choices) {
        for (JsonNode choice : choices) {
            if (choice.path("finish_reason").isTextual() || !choice.path("text").asText("").isEmpty() || speaks(choice.path("delta"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean speaks(JsonNode node) {
        if (node.isContainerNode()) {
            for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (!field.getKey().equals("index") && speaks(field.getValue())) {
                    return true;
                }
            }
            if (node.isArray()) {
                for (JsonNode element : node) {
                    if (speaks(element)) {
                        return true;
                    }
                }
            }
            return false;
        }
        return !node.isNull() && !node.isMissingNode() && !node.asText().isEmpty();
    }

    private static ObjectNode read(byte[] data) {
        if (data.length == 0 || data[0] != '{') {
            return null;
        }
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
