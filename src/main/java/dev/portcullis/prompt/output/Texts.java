package dev.portcullis.prompt.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The texts of an answer in OpenAI's format, one a choice, from one body or from the events of a stream. One thread. */
final class Texts {

    /** Characters of all choices together that are kept; of an answer that has more nothing is kept, and nothing can be said. */
    static final int MOST_CHARACTERS = 256 * 1024;
    static final int MOST_CHOICES = 128;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(Payload.MAX_DEPTH).build()).build());

    private static final class Choice {

        private final StringBuilder text = new StringBuilder();
        private boolean calls;
    }

    private final Map<Integer, Choice> choices = new TreeMap<>();
    private int characters;
    private boolean tooMuch;
    private boolean unreadable;

    /** The whole body of an answer. */
    static Texts of(byte[] body) {
        Texts texts = new Texts();
        texts.read(body, "message");
        return texts;
    }

    /** The data of one event. */
    void event(byte[] data) {
        if (!tooMuch) {
            read(data, "delta");
        }
    }

    /** Something came that cannot be looked into. */
    void skipped() {
        unreadable = true;
    }

    private void read(byte[] json, String speech) {
        try {
            JsonNode choices = JSON.readTree(json).path("choices");
            for (int i = 0; i < choices.size() && !tooMuch; i++) {
                JsonNode choice = choices.get(i);
                add(choice.path("index").asInt(i), choice.path(speech));
            }
        } catch (IOException malformed) {
            unreadable = true;
        }
    }

    private void add(int index, JsonNode speech) {
        if (!choices.containsKey(index) && choices.size() >= MOST_CHOICES) {
            forget();
            return;
        }
        Choice choice = choices.computeIfAbsent(index, first -> new Choice());
        choice.calls |= !speech.path("tool_calls").isEmpty() || speech.path("function_call").isObject();
        JsonNode content = speech.path("content");
        if (content.isTextual()) {
            add(choice, content.textValue());
        }
        for (int i = 0; content.isArray() && i < content.size() && !tooMuch; i++) {
            add(choice, content.get(i).path("text").asText(""));
        }
    }

    private void add(Choice choice, String piece) {
        characters += piece.length();
        if (characters > MOST_CHARACTERS) {
            forget();
        } else {
            choice.text.append(piece);
        }
    }

    private void forget() {
        tooMuch = true;
        choices.clear();
    }

    /** The same number where the texts are the same. */
    int fingerprint() {
        int all = 0;
        for (Choice choice : choices.values()) {
            all = 31 * all + choice.text.toString().hashCode();
        }
        return all;
    }

    /** What all of them come to: failed where one of them does. */
    Verdict verdict(Contract contract) {
        if (tooMuch) {
            return Verdict.unchecked("too_long");
        }
        if (unreadable || choices.isEmpty()) {
            return Verdict.unchecked("unreadable");
        }
        List<String> broken = new ArrayList<>();
        Verdict worst = Verdict.PASSED;
        for (Choice choice : choices.values()) {
            Verdict verdict = choice.calls ? Verdict.unchecked("tool_call") : contract.check(choice.text.toString());
            if (verdict.isFailed()) {
                verdict.findings().stream().filter(finding -> !broken.contains(finding)).forEach(broken::add);
            } else if (verdict.result() == Verdict.Result.UNCHECKED) {
                worst = verdict;
            }
        }
        return broken.isEmpty() ? worst : Verdict.failed(broken);
    }
}
