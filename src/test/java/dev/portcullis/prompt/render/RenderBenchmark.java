package dev.portcullis.prompt.render;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.portcullis.prompt.render.engine.RenderBounds;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import dev.portcullis.prompt.render.template.TemplateBounds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find a prompt among 1,000 that are compiled and to render it, and to compile it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {

    private static final Map<String, String> PARTIALS = Map.of("rules@1.0.0", "Answer in {{language}}. Say what you do not know.\n");

    /** {@code seed}: the example that the project began with, which uses no variable; {@code review}: text of 1.5 KB, a loop, choices, a partial. */
    @Param({"seed", "review"})
    public String prompt;

    private final CompilePrompt compile = new CompilePrompt(TemplateBounds.DEFAULT);
    private final CompiledPrompts prompts = new CompiledPrompts(compile, CompiledPrompts.DEFAULT_BYTES);
    private final Renderer renderer = new Renderer(RenderBounds.DEFAULT, System::nanoTime, () -> "7f3a9c", text -> text.length() / 4);
    private PromptSource source;
    private Map<String, Object> variables;
    private int next;

    static PromptSource source(String prompt, String distinct) {
        if (prompt.equals("seed")) {
            return Prompts.source("You are a senior software engineer..." + distinct,
                    List.of(Parameter.required("language"), Parameter.optional("complexity"), Parameter.optional("focus_areas")), Map.of());
        }
        String template = "You review {{language}} code." + distinct + "\n" + "Say what is wrong, where it is, and what would be right. ".repeat(20)
                + "\n{{> rules@1.0.0}}\n{{#if focus_areas}}\nLook at these first:\n{{#each focus_areas}}\n{{@index}}. {{this}}\n{{/each}}\n{{/if}}\n"
                + "{{#ifEquals complexity \"high\"}}\nTake your time.\n{{else}}\nBe short.\n{{/ifEquals}}\nThe code:\n{{code}}\n{\"code\": {{json code}}}\n";
        return Prompts.source(template, List.of(Parameter.required("language"), Parameter.optional("complexity"), Parameter.optional("focus_areas"),
                Parameter.required("code").trusted(Trust.FENCED)), PARTIALS);
    }

    @Setup
    public void make() {
        source = source(prompt, "");
        variables = prompt.equals("seed") ? Map.of("language", "Java", "complexity", "high")
                : Map.of("language", "Java", "complexity", "high", "focus_areas", List.of("errors", "races", "names"), "code", "int x = 1; // {{x}}\n".repeat(40));
        for (int i = 0; i < 1_000; i++) {
            String distinct = Integer.toString(i);
            prompts.get("sha256:" + i, () -> source(prompt, distinct));
        }
    }

    @Benchmark
    public Rendering resolveAndRender() {
        next = (next + 1) % 1_000;
        Compilation found = prompts.get("sha256:" + next, () -> source);
        return renderer.render(((Compilation.Compiled) found).prompt(), variables);
    }

    @Benchmark
    public Compilation compile() {
        return compile.compile(source);
    }
}
