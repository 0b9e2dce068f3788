package dev.portcullis.prompt.render.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import dev.portcullis.prompt.render.parameter.Fault;
import dev.portcullis.prompt.render.parameter.Parameter;

/** A prompt whose templates are sound, ready to be rendered any number of times, by any number of threads at once. */
public final class CompiledPrompt {

    /** Exactly one of the two is filled. */
    public record Result(List<CompiledMessage.Text> messages, List<Fault> faults) {
    }

    private final List<CompiledMessage> messages;
    private final List<Parameter> parameters;

    public CompiledPrompt(List<CompiledMessage> messages, List<Parameter> parameters) {
        this.messages = List.copyOf(messages);
        this.parameters = List.copyOf(parameters);
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Bytes that it takes in memory, about. */
    public int weight() {
        return messages.stream().mapToInt(CompiledMessage::weight).sum() + 200 * parameters.size();
    }

    /**
     * @param variables as {@link dev.portcullis.prompt.render.parameter.Variables#values} has them
     * @param nanos     a clock that only goes forward, in nanoseconds
     */
    public Result render(Map<String, Object> variables, RenderBounds bounds, LongSupplier nanos, String nonce) {
        Output out = new Output(bounds, nanos);
        List<CompiledMessage.Text> texts = new ArrayList<>(messages.size());
        try {
            for (CompiledMessage message : messages) {
                texts.add(message.render(variables, out, nonce));
            }
        } catch (Stopped stopped) {
            return new Result(List.of(), List.of(stopped.fault()));
        }
        return new Result(texts, List.of());
    }
}
