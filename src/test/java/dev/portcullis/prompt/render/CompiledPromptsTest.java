package dev.portcullis.prompt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.prompt.render.template.TemplateBounds;
import org.junit.jupiter.api.Test;

class CompiledPromptsTest {

    private final CompilePrompt compile = new CompilePrompt(TemplateBounds.DEFAULT);

    @Test
    void compilesAPromptOnce() {
        CompiledPrompts prompts = new CompiledPrompts(compile, CompiledPrompts.DEFAULT_BYTES);
        Compilation first = prompts.get("sha256:a", () -> Prompts.source("{{x}}", Prompts.optional("x"), Map.of()));
        assertSame(first, prompts.get("sha256:a", () -> {
            throw new AssertionError("asked for again");
        }));
    }

    @Test
    void doesNotKeepWhatIsBroken() {
        CompiledPrompts prompts = new CompiledPrompts(compile, CompiledPrompts.DEFAULT_BYTES);
        assertInstanceOf(Compilation.Broken.class, prompts.get("sha256:a", () -> Prompts.source("{{x}}", List.of(), Map.of())));
        assertInstanceOf(Compilation.Compiled.class, prompts.get("sha256:a", () -> Prompts.source("x", List.of(), Map.of())));
    }

    @Test
    void keepsNoMoreThanItsBytes() {
        CompiledPrompts prompts = new CompiledPrompts(compile, 100_000);
        for (int i = 0; i < 1_000; i++) {
            prompts.get("sha256:" + i, () -> Prompts.source("{{x}} and text", Prompts.optional("x"), Map.of()));
        }
        assertTrue(prompts.count() > 20 && prompts.count() < 100, "kept " + prompts.count());
    }

    @Test
    void namesTheTableThatTheNativeImageMustKeep() {
        assertEquals(CompiledPrompts.TABLE, Caffeine.newBuilder().maximumWeight(1).weigher((key, value) -> 1).build().asMap().getClass().getName());
    }
}
