package dev.portcullis.prompt.render;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import dev.portcullis.prompt.render.Rendering.Refused;
import dev.portcullis.prompt.render.Rendering.Rendered;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.engine.PlainJson;
import dev.portcullis.prompt.render.engine.RenderBounds;
import dev.portcullis.prompt.render.parameter.Variables;

/** Puts a call's variables into a prompt. Safe for any number of threads. */
public final class Renderer {

    private final RenderBounds bounds;
    private final LongSupplier nanos;
    private final Supplier<String> nonces;
    private final ToIntFunction<String> tokens;

    /**
     * @param nanos  a clock that only goes forward, in nanoseconds
     * @param nonces for the fences around untrusted values: each different, none to be guessed, letters and digits only
     * @param tokens counts a text's tokens
     */
    public Renderer(RenderBounds bounds, LongSupplier nanos, Supplier<String> nonces, ToIntFunction<String> tokens) {
        this.bounds = bounds;
        this.nanos = nanos;
        this.nonces = nonces;
        this.tokens = tokens;
    }

    /** As this renderer counts a variable's. */
    public int tokens(String text) {
        return tokens.applyAsInt(text);
    }

    /** @param given variables as JSON has them: strings, numbers, booleans, null, lists and maps of them */
    public Rendering render(CompiledPrompt prompt, Map<String, Object> given) {
        Variables variables = Variables.bind(prompt.parameters(), given, tokens, value -> PlainJson.within(bounds.characters(), value));
        if (!variables.faults().isEmpty()) {
            return new Refused(variables.faults());
        }
        CompiledPrompt.Result result = prompt.render(variables.values(), bounds, nanos, nonces.get());
        return result.faults().isEmpty() ? new Rendered(result.messages(), variables.unknown()) : new Refused(result.faults());
    }
}
