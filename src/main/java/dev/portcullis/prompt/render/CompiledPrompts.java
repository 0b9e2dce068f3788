package dev.portcullis.prompt.render;

import java.util.Optional;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.prompt.render.Compilation.Compiled;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Prompts that were compiled lately, together within so many bytes: the rarely asked for give way. What is not here is compiled when it
 * is asked for, on the thread that asks: some tenths of a millisecond for an ordinary prompt.
 */
@RegisterForReflection(classNames = CompiledPrompts.TABLE)
public final class CompiledPrompts {

    /** Enough for some 10,000 ordinary prompts. */
    public static final long DEFAULT_BYTES = 64L << 20;
    /** The library looks its table up by a name that is made of what is asked of it below; a native image must be told. */
    static final String TABLE = "com.github.benmanes.caffeine.cache.SSMW";
    /** The key, its text and the table's own part, about. */
    private static final int ENTRY = 300;

    private final CompilePrompt compile;
    private final Cache<String, Compiled> compiled;

    /** @param bytes an estimate, as {@link dev.portcullis.prompt.render.engine.CompiledPrompt#weight} */
    public CompiledPrompts(CompilePrompt compile, long bytes) {
        this.compile = compile;
        this.compiled = Caffeine.newBuilder().maximumWeight(bytes)
                .<String, Compiled>weigher((content, prompt) -> ENTRY + prompt.prompt().weight())
                .executor(Runnable::run) // whoever writes also does what is due; no pool has a part in it
                .build();
    }

    /**
     * @param content the hash of all that the prompt is made of, partials by their pinned names
     * @param source  asked only where the prompt is not here; two callers at once may both be asked
     */
    public Compilation get(String content, Supplier<PromptSource> source) {
        Compiled known = compiled.getIfPresent(content);
        if (known != null) {
            return known;
        }
        Compilation made = compile.compile(source.get());
        if (made instanceof Compiled sound) {
            compiled.put(content, sound);
        }
        return made;
    }

    /** @return empty where it is not here. Takes no time worth speaking of */
    public Optional<CompiledPrompt> find(String content) {
        return Optional.ofNullable(compiled.getIfPresent(content)).map(Compiled::prompt);
    }

    /** How many are here, about. */
    public long count() {
        compiled.cleanUp();
        return compiled.estimatedSize();
    }
}
