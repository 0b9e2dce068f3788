package dev.portcullis.guard.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portcullis.guard.stream.Channel.Step;
import dev.portcullis.guard.wire.FieldNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the texts of an event in OpenAI's format. Strings of a delta are pieces, but for names, which come whole; so do texts
 * beside deltas and beside choices. Whatever gives a text once more, token by token, is taken out where the text does not pass as it came.
 */
final class EventTexts {

    /** What becomes of a text. */
    interface Passage {

        /** @param of the object in which it stands. @return what stands there now */
        String piece(Channel channel, ObjectNode of, String piece);

        String whole(Channel channel, String text);

        /** All texts of a choice have come. @return whether more was put into the objects of this event */
        boolean finished(int choice);

        /** Whether anything of a choice's texts is held. */
        boolean holds(int choice);
    }

    private static final List<Step> HERE = List.of();

    private final Passage passage;
    private final boolean strict;
    private boolean changed;
    private boolean spoken;

    /** @param strict whether nothing may be told twice of which a part may still be kept back */
    EventTexts(Passage passage, boolean strict) {
        this.passage = passage;
        this.strict = strict;
    }

    /** @return whether anything of it was changed */
    boolean read(ObjectNode event) {
        for (String name : names(event)) {
            if (name.equals("choices") && event.get(name) instanceof ArrayNode choices) {
                for (int i = 0; i < choices.size(); i++) {
                    if (choices.get(i) instanceof ObjectNode choice) {
                        choice(choice, choice.path("index").asInt(i));
                    } else {
                        whole(choices, i, -1, name);
                    }
                }
            } else if (!FieldNames.isEcho(name)) {
                whole(event, name, -1);
            } else if (strict) {
                takeOut(event, name);
            }
        }
        return changed;
    }

    private void choice(ObjectNode choice, int index) {
        boolean held = passage.holds(index);
        boolean before = changed;
        changed = false;
        spoken = false;
        boolean finishes = choice.path("finish_reason").isTextual() && !choice.path("finish_reason").asText().isEmpty();
        for (String name : names(choice)) {
            if (name.equals("delta") && choice.get(name) instanceof ObjectNode delta) {
                pieces(delta, index, List.of(Step.member(name)));
            } else if (name.equals("text") && choice.get(name) instanceof TextNode text) {
                piece(choice, new Channel(index, HERE, name), text.textValue());
            } else if (name.equals("message") && strict && !finishes && choice.get(name).isContainerNode()) {
                // All there is so far, of which something may be held.
                takeOut(choice, name);
            } else if (!FieldNames.isEcho(name)) {
                whole(choice, name, index);
            }
        }
        if (finishes) {
            changed |= passage.finished(index);
        }
        if (changed || strict && (held || !spoken || passage.holds(index))) {
            names(choice).stream().filter(FieldNames::isEcho).forEach(name -> takeOut(choice, name));
        }
        changed |= before;
    }

    private void pieces(ObjectNode of, int choice, List<Step> way) {
        for (String name : names(of)) {
            JsonNode value = of.get(name);
            switch (value) {
                case TextNode text when FieldNames.isText(name) -> piece(of, new Channel(choice, way, name), text.textValue());
                case ObjectNode object when !FieldNames.isEcho(name) -> pieces(object, choice, Channel.on(way, Step.member(name)));
                case ArrayNode items when !FieldNames.isEcho(name) && !FieldNames.isWholeItems(name) -> {
                    for (int i = 0; i < items.size(); i++) {
                        if (items.get(i) instanceof ObjectNode item) {
                            pieces(item, choice, Channel.on(way, Step.item(name, item, i)));
                        } else {
                            whole(items, i, choice, name);
                        }
                    }
                }
                default -> {
                    if (!FieldNames.isEcho(name)) {
                        whole(of, name, choice);
                    } else if (strict) {
                        takeOut(of, name);
                    }
                }
            }
        }
    }

    private void piece(ObjectNode of, Channel channel, String piece) {
        spoken |= !piece.isEmpty();
        String passed = channel.isKept() ? passage.piece(channel, of, piece) : passage.whole(channel, piece);
        if (!passed.equals(piece)) {
            changed = true;
            of.put(channel.field(), passed);
        }
    }

    private void whole(ObjectNode of, String name, int choice) {
        JsonNode value = of.get(name);
        if (value instanceof TextNode text) {
            if (FieldNames.isWhole(name, text.textValue())) {
                String passed = passage.whole(new Channel(choice, HERE, name), text.textValue());
                if (!passed.equals(text.textValue())) {
                    changed = true;
                    of.put(name, passed);
                }
            }
        } else {
            inside(value, choice, name);
        }
    }

    private void whole(ArrayNode items, int at, int choice, String name) {
        if (items.get(at) instanceof TextNode text) {
            if (FieldNames.isWhole(name, text.textValue())) {
                String passed = passage.whole(new Channel(choice, HERE, name), text.textValue());
                if (!passed.equals(text.textValue())) {
                    changed = true;
                    items.set(at, passed);
                }
            }
        } else {
            inside(items.get(at), choice, name);
        }
    }

    private void inside(JsonNode value, int choice, String name) {
        if (value instanceof ObjectNode object) {
            names(object).forEach(inner -> whole(object, inner, choice));
        } else if (value instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                whole(items, i, choice, name);
            }
        }
    }

    private void takeOut(ObjectNode of, String name) {
        if (!of.get(name).isNull()) {
            changed = true;
            of.putNull(name);
        }
    }

    private static List<String> names(ObjectNode of) {
        List<String> names = new ArrayList<>();
        of.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
