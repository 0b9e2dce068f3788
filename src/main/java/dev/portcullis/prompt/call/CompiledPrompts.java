package dev.portcullis.prompt.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.PromptVersion;
import dev.portcullis.prompt.registry.PromptCatalogue;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.render.Compilation;
import dev.portcullis.prompt.render.CompilePrompt;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.template.Problem;
import dev.portcullis.prompt.render.template.TemplateBounds;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Compiles each version once, when it is first called; those that are called most are kept. Safe for threads. */
public final class CompiledPrompts {

    /** Bytes of compiled templates that are kept, about. */
    private static final long KEPT = 128L * 1024 * 1024;
    private static final int WEIGHT_OF_NOTHING = 200;

    private final Supplier<PromptCatalogue> catalogue;
    private final CompilePrompt compile = new CompilePrompt(TemplateBounds.DEFAULT);
    /** By the hash of the version's content. Partials are pinned, and versions never change, so that what was compiled stays right. */
    private final Cache<String, Optional<CompiledPrompt>> compiled = Caffeine.newBuilder().maximumWeight(KEPT)
            .weigher((String hash, Optional<CompiledPrompt> prompt) -> prompt.map(CompiledPrompt::weight).orElse(WEIGHT_OF_NOTHING)).build();

    public CompiledPrompts(Supplier<PromptCatalogue> catalogue) {
        this.catalogue = catalogue;
    }

    /** @return empty where the version cannot be compiled, which a publish does not let in */
    Optional<CompiledPrompt> of(PublishedVersion version, PromptVersion content) {
        return compiled.get(version.hash(), hash -> compile(content) instanceof Compilation.Compiled done ? Optional.of(done.prompt()) : Optional.empty());
    }

    /** For who publishes. @return all that is wrong with it */
    public List<Fault> faults(PromptVersion content) {
        return compile(content) instanceof Compilation.Broken broken ? broken.problems().stream().map(problem -> fault(content, problem)).toList() : List.of();
    }

    /** For who publishes. @return what is allowed and may not be meant */
    public List<Fault> warnings(PromptVersion content) {
        return compile(content).warnings().stream().map(problem -> fault(content, problem)).toList();
    }

    private static Fault fault(PromptVersion content, Problem problem) {
        String path = content.isTemplate() ? "template" : "messages[" + problem.message() + "].content";
        return new Fault(path, problem.line(), problem.column(), problem.partial().isEmpty() ? problem.text() : "in " + problem.partial() + ": " + problem.text());
    }

    private Compilation compile(PromptVersion content) {
        return compile.compile(Sources.of(content, this::partial));
    }

    /** Another prompt's only text. */
    private Optional<String> partial(String address) {
        return Sources.partial(catalogue.get(), address);
    }
}
