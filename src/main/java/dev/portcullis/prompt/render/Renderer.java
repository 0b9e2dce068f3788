package dev.portcullis.prompt.render;

import java.util.Map;
import java.util.Optional;
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
        return render(prompt, given, bounds);
    }

    /**
     * For a thread that others wait for. What is long shows itself by being begun, so nothing has to be known of a template or a value
     * beforehand, nor remembered of a prompt that others use too, and no caller can make it take longer than these bounds allow.
     *
     * @param within no larger than the renderer's own
     * @return the same as {@link #render}, or empty where that would take more; then nothing was done
     */
    public Optional<Rendering> renderWithin(RenderBounds within, CompiledPrompt prompt, Map<String, Object> given) {
        return Optional.of(render(prompt, given, within)).filter(done -> !(done instanceof Refused refused
                && refused.faults().stream().anyMatch(fault -> fault.reason().isOfBounds())));
    }

    private Rendering render(CompiledPrompt prompt, Map<String, Object> given, RenderBounds within) {
        Variables variables = Variables.bind(prompt.parameters(), given, tokens, value -> PlainJson.within(bounds.characters(), value));
        if (!variables.faults().isEmpty()) {
            return new Refused(variables.faults());
        }
        CompiledPrompt.Result result = prompt.render(variables.values(), within, nanos, nonces.get());
        return result.faults().isEmpty() ? new Rendered(result.messages(), variables.unknown()) : new Refused(result.faults());
    }
}
