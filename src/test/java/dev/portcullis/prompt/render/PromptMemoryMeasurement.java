package dev.portcullis.prompt.render;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.template.TemplateBounds;

/**
 * What compiled prompts take of the heap: one, beside what is estimated; and 10,000 prompts of 10 versions each, one in ten of them of
 * 1.5 KB, all compiled once and kept as far as the cache's bound lets them. Run its main with -Xmx1g -XX:+UseSerialGC.
 */
public final class PromptMemoryMeasurement {

    private PromptMemoryMeasurement() {
    }

    public static void main(String[] arguments) {
        CompilePrompt compile = new CompilePrompt(TemplateBounds.DEFAULT);
        for (String prompt : List.of("seed", "review")) {
            int count = prompt.equals("seed") ? 50_000 : 4_000; // some tens of megabytes, beside which what else comes and goes is little
            long before = used();
            List<Compilation.Compiled> kept = compiled(compile, prompt, count);
            long each = (used() - before) / kept.size();
            System.out.println(prompt + ": " + each + " bytes each, estimated " + kept.getFirst().prompt().weight());
        }
        long before = used();
        long began = System.nanoTime();
        CompiledPrompts prompts = new CompiledPrompts(compile, CompiledPrompts.DEFAULT_BYTES);
        for (int i = 0; i < 100_000; i++) {
            String distinct = Integer.toString(i);
            prompts.get("sha256:" + i, () -> RenderBenchmark.source(distinct.endsWith("0") ? "review" : "seed", distinct));
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        long bytes = used() - before;
        System.out.println("100,000 versions compiled in " + millis + " ms, " + prompts.count() + " of them kept in " + (bytes >> 20) + " MiB");
    }

    private static List<Compilation.Compiled> compiled(CompilePrompt compile, String prompt, int count) {
        List<Compilation.Compiled> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add((Compilation.Compiled) compile.compile(RenderBenchmark.source(prompt, Integer.toString(i))));
        }
        return kept;
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
