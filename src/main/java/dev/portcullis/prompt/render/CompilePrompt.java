package dev.portcullis.prompt.render;

import java.util.List;
import java.util.Optional;

import dev.portcullis.prompt.render.Compilation.Broken;
import dev.portcullis.prompt.render.Compilation.Compiled;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.engine.Compiler;
import dev.portcullis.prompt.render.engine.Engine;
import dev.portcullis.prompt.render.template.Problem;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.TemplateBounds;

/** Checks a prompt's templates as a publish needs it, and makes of them what rendering needs: one way, so that both always agree. */
public final class CompilePrompt {

    private final Engine engine = new Engine();
    private final TemplateBounds bounds;

    public CompilePrompt(TemplateBounds bounds) {
        this.bounds = bounds;
    }

    public Compilation compile(PromptSource source) {
        Problems problems = new Problems(bounds.problems());
        Compiler compiler = new Compiler(engine, source.parameters(), source.partials(), bounds, problems);
        source.messages().forEach(message -> compiler.message(message.role(), message.template()));
        Optional<CompiledPrompt> compiled = compiler.finish();
        List<Problem> warnings = problems.warnings();
        return compiled.<Compilation>map(prompt -> new Compiled(prompt, warnings)).orElseGet(() -> new Broken(problems.found(), warnings));
    }
}
