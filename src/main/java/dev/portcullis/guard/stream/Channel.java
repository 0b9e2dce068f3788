package dev.portcullis.guard.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the texts of a stream.
 *
 * @param choice the choice's index; -1 for what stands beside the choices
 * @param way    from the choice to the object that has it
 * @param field  its name there
 */
public record Channel(int choice, List<Step> way, String field) {

    /** Characters of names and ids that are remembered while a stream lasts. */
    static final int LONGEST_NAME = 256;
    private static final int DEEPEST = 8;

    /**
     * To a member of an object, or to one of an array of objects.
     *
     * @param which {@code 2} where it says its index, {@code #x} where it has an id, else its place and kind as {@code 0:text}; empty for
     *              a member
     */
    record Step(String name, String which, JsonNode index, String id, String type) {

        static Step member(String name) {
            return new Step(name, "", null, "", "");
        }

        /** Mistral's calls of tools have no index; each has an id, and comes in one piece. */
        static Step item(String name, JsonNode item, int place) {
            JsonNode index = item.path("index").isInt() ? item.get("index") : null;
            String id = item.path("id").asText("");
            String type = item.path("type").asText("");
            String which = index != null ? index.asText() : !id.isEmpty() ? '#' + id : place + ":" + type;
            return index != null ? new Step(name, which, index, "", "") : new Step(name, which, null, id, type);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Step step && name.equals(step.name) && which.equals(step.which);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + which.hashCode();
        }
    }

    public Channel {
        way = List.copyOf(way);
    }

    /** Whether the text is itself JSON: what a tool is called with. */
    public boolean isJson() {
        return field.equals("arguments") || field.equals("input");
    }

    /** @param asked whether the answer was to be JSON, so that what it says is */
    public boolean isJson(boolean asked) {
        return isJson() || asked && choice >= 0 && (field.equals("content") || field.equals("text"));
    }

    /** Whether its pieces can be told from those of others; else each is taken for a whole text. */
    boolean isKept() {
        return way.size() <= DEEPEST && field.length() <= LONGEST_NAME
                && way.stream().allMatch(step -> step.name.length() <= LONGEST_NAME && step.which.length() <= LONGEST_NAME);
    }

    static List<Step> on(List<Step> way, Step step) {
        List<Step> longer = new ArrayList<>(way);
        longer.add(step);
        return longer;
    }

    /** A choice with this text alone. */
    ObjectNode alone(String text) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("index", choice);
        ObjectNode at = root;
        for (Step step : way) {
            if (step.which.isEmpty()) {
                at = at.putObject(step.name);
                continue;
            }
            ArrayNode items = at.putArray(step.name);
            at = items.addObject();
            if (step.index != null) {
                at.set("index", step.index);
            }
            if (!step.id.isEmpty()) {
                at.put("id", step.id);
            }
            if (!step.type.isEmpty()) {
                at.put("type", step.type);
            }
        }
        at.put(field, text);
        if (!way.isEmpty() && !root.has("delta")) {
            root.putObject("delta");
        }
        return root.putNull("finish_reason");
    }
}
