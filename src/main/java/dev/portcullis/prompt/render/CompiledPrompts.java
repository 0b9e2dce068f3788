package dev.portcullis.prompt.render;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final Cache<String, Made> made;

    /** One that was compiled, the texts of others that it was made of, by their addresses, and the edition in which they were last seen to be so. */
    private static final class Made {

        private final Compiled compiled;
        private final Map<String, Optional<String>> used;
        /** Whoever is late may set it back: then it is looked at once more. */
        private volatile long edition;

        Made(Compiled compiled, Map<String, Optional<String>> used, long edition) {
            this.compiled = compiled;
            this.used = used;
            this.edition = edition;
        }

        boolean isStillMadeOf(Function<String, Optional<String>> texts) {
            return used.entrySet().stream().allMatch(text -> texts.apply(text.getKey()).equals(text.getValue()));
        }
    }

    /** @param bytes an estimate, as {@link dev.portcullis.prompt.render.engine.CompiledPrompt#weight} */
    public CompiledPrompts(CompilePrompt compile, long bytes) {
        this.compile = compile;
        this.made = Caffeine.newBuilder().maximumWeight(bytes)
                .<String, Made>weigher((content, prompt) -> ENTRY + prompt.compiled.prompt().weight())
                .executor(Runnable::run) // whoever writes also does what is due; no pool has a part in it
                .build();
    }

    /** Where partials never change. */
    public Compilation get(String content, Supplier<PromptSource> source) {
        return get(content, 0, source);
    }

    /**
     * @param content the hash of all that the prompt is made of, partials by their pinned names
     * @param edition another one as soon as a partial is; read before the source is asked for any. What was compiled stays where its own are the same
     * @param source  asked only where the prompt is not here, or the edition is another one; two callers at once may both be asked
     */
    public Compilation get(String content, long edition, Supplier<PromptSource> source) {
        Made known = made.getIfPresent(content);
        if (known != null && known.edition == edition) {
            return known.compiled;
        }
        PromptSource now = source.get();
        if (known != null && known.isStillMadeOf(now.partials())) {
            known.edition = edition;
            return known.compiled;
        }
        Map<String, Optional<String>> used = new HashMap<>();
        Compilation compilation = compile.compile(new PromptSource(now.messages(), now.parameters(),
                address -> used.computeIfAbsent(address, now.partials())));
        if (compilation instanceof Compiled sound) {
            made.put(content, new Made(sound, Map.copyOf(used), edition));
        } else if (known != null) {
            made.invalidate(content);
        }
        return compilation;
    }

    /** @return empty where it is not here, or was not seen in this edition. Takes no time worth speaking of */
    public Optional<CompiledPrompt> find(String content, long edition) {
        return Optional.ofNullable(made.getIfPresent(content)).filter(known -> known.edition == edition).map(known -> known.compiled.prompt());
    }

    /** How many are here, about. */
    public long count() {
        made.cleanUp();
        return made.estimatedSize();
    }
}
