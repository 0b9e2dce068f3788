package dev.portcullis.prompt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.template.TemplateBounds;
import org.junit.jupiter.api.Test;

class TemplateProblemsTest {

    @Test
    void tellsAllThatIsWrongWithLineAndColumn() {
        assertEquals("""
                messages[0]:1:7: `nam` is not a declared parameter; declared are `name`. Declare it, or write \\{{ if the braces are text
                messages[0]:2:3: {{#if}} is never closed; close it with {{/if}}
                messages[0]:3:3: `shout` is not a helper that there is; there are json, lookup and the blocks {{#if}}, {{#unless}}, {{#each}}, \
                {{#with}}, {{#ifEquals}} and {{#unlessEquals}}""".lines().sorted().toList(),
                Prompts.problems("Hi 👋{{nam}}\n  {{#if name}}\n{{shout name}}", "name").lines().sorted().toList());
    }

    @Test
    void tellsWhichBlocksDoNotFit() {
        assertEquals("messages[0]:1:10: {{/each}} closes {{#if}}; close that with {{/if}}", Prompts.problems("{{#if x}}{{/each}}", "x"));
        assertTrue(Prompts.problems("{{/if}}").contains("1:1: {{/if}} closes nothing"));
        assertTrue(Prompts.problems("{{else}}").contains("1:1: {{else}} stands outside of a block"));
        assertTrue(Prompts.problems("{{#if x}}{{else}}{{else}}{{/if}}", "x").contains("1:18: a second {{else}}"));
        assertTrue(Prompts.problems("{{#each x}}", "x").contains("1:1: {{#each}} is never closed; close it with {{/each}}"));
        assertTrue(Prompts.problems("a\r\nb {{x", "x").contains("2:3: {{ is never closed"));
        assertTrue(Prompts.problems("{{x {{x}}", "x").contains("1:1: {{ is not closed before the next {{"));
        assertTrue(Prompts.problems("{{!-- x }}").contains("1:1: the comment is never closed; close it with --}}"));
        assertTrue(Prompts.problems("{{lookup x \"a}}", "x").contains("1:1: {{ is never closed (the \" of what begins in it is missing)"));
    }

    @Test
    void refusesWhatOtherHandlebarsHaveAndPromptsMustNot() {
        Map<String, String> refused = Map.ofEntries(
                Map.entry("{{> (lookup x \"p\")}}", "must be written out"), Map.entry("{{#> p@1.0.0}}{{/p@1.0.0}}", "a block of a partial"),
                Map.entry("{{#*inline \"p\"}}{{/inline}}", "decorators and inline partials"), Map.entry("{{* x}}", "decorators"),
                Map.entry("{{log x}}", "{{log}} is not allowed"), Map.entry("{{precompile x}}", "{{precompile}} is not allowed"),
                Map.entry("{{#block \"x\"}}{{/block}}", "is not a block"), Map.entry("{{i18n \"x\"}}", "is not allowed"),
                Map.entry("{{=<% %>=}}", "braces cannot be changed"), Map.entry("{{{{raw}}}}{{{{/raw}}}}", "raw block"),
                Map.entry("{{role \"system\"}}", "each with its role"), Map.entry("{{media url=x}}", "each with its role"),
                Map.entry("{{#x}}{{/x}}", "{{#x}} is not a block"), Map.entry("{{^x}}{{/x}}", "write {{#unless x}}"),
                Map.entry("{{#each x as |y|}}{{/each}}", "as |x|"), Map.entry("{{#if (ifEquals x 1)}}{{/if}}", "is a block"),
                Map.entry("{{@state.a}}", "`@state` is not known"), Map.entry("{{> p}}", "must name its version"),
                Map.entry("{{> p@^1.0.0}}", "must name its version"),
                Map.entry("{{> p@1.0.0}}", "there is no prompt version `p@1.0.0` to be used as a partial; one that has several messages cannot"),
                Map.entry("{{> ../../etc/passwd@1.0.0}}", "there is no prompt version"), Map.entry("{{../x}}", "leads out of the template"),
                Map.entry("{{@index}}", "outside of a loop"), Map.entry("{{\"x\"}}", "a literal needs no braces"),
                Map.entry("{{x y!}}", "found `!`"), Map.entry("{{x y}}", "`x` is not a helper"), Map.entry("{{json x indent=99}}", "indent=0 to indent=8"), Map.entry("{{#if}}{{/if}}", "takes 1 value, found 0"),
                Map.entry("{{#if x x}}{{/if}}", "takes 1 value, found 2"), Map.entry("{{}}", "expected a name here"), Map.entry("{{x", "never closed"),
                Map.entry("a\ud800b", "half of a character"));
        refused.forEach((template, reason) -> {
            String problems = Prompts.problems(template, "x");
            assertTrue(problems.contains(reason), template + " gives " + problems);
        });
    }

    @Test
    void looksIntoPartialsWithTheNamesTheyAreGiven() {
        Map<String, String> partials = Map.of("p@1.0.0", "a\n {{a}}{{b}}", "up@1.0.0", "{{../x}}");
        assertEquals("messages[0], partial p@1.0.0:2:9: `b` is not a declared parameter; declared are `x`. Declare it, or write \\{{ if the braces are text",
                Prompts.problems("{{> p@1.0.0 a=x}}", Prompts.optional("x"), partials));
        assertTrue(Prompts.problems("{{#each x}}{{> up@1.0.0}}{{/each}}", Prompts.optional("x"), partials).contains("leads out of the partial"));
    }

    @Test
    void refusesPartialsThatUseThemselvesOrGoTooDeep() {
        Map<String, String> partials = new HashMap<>(Map.of("a@1.0.0", "{{> b@1.0.0}}", "b@1.0.0", "{{> a@1.0.0}}", "d6@1.0.0", "end"));
        assertEquals("messages[0], partial b@1.0.0:1:1: the partial `a@1.0.0` uses itself, by way of `b@1.0.0`, `a@1.0.0`",
                Prompts.problems("{{> a@1.0.0}}", List.of(), partials));
        for (int i = 1; i < 6; i++) {
            partials.put("d" + i + "@1.0.0", "{{> d" + (i + 1) + "@1.0.0}}");
        }
        assertEquals("", Prompts.problems("{{> d2@1.0.0}}", List.of(), partials));
        assertTrue(Prompts.problems("{{> d1@1.0.0}}", List.of(), partials).startsWith("messages[0], partial d5@1.0.0:1:1: partials in partials deeper than 5"));
    }

    @Test
    void countsWhatPartialsMakeOfAMessage() {
        Map<String, String> partials = new HashMap<>(Map.of("p5@1.0.0", "x".repeat(1_000)));
        for (int i = 1; i < 5; i++) {
            partials.put("p" + i + "@1.0.0", ("{{> p" + (i + 1) + "@1.0.0}}").repeat(100));
        }
        assertTrue(Prompts.problems("{{> p1@1.0.0}}", List.of(), partials).contains("with its partials the message has more than"));
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        assertEquals("messages[0]:1:1: the template has 2097152 characters; at most 262144 are allowed", Prompts.problems("x".repeat(2 << 20)));
        assertTrue(Prompts.problems("{{#if x}}".repeat(20_000), "x").contains("nested deeper than 64"));
        assertTrue(Prompts.problems("{{#if x}}" + "{{else if x}}".repeat(10_000) + "{{/if}}", "x").contains("nested deeper than 64"));
        assertTrue(Prompts.problems("{{x}}".repeat(10_001), "x").contains("more than 10000 tags"));
        assertTrue(Prompts.problems("{{" + " ".repeat(5_000) + "x}}", "x").contains("not closed within 4000 characters"));
        assertTrue(Prompts.problems("{{lookup " + "(lookup ".repeat(400) + "}}", "x").contains("parentheses nested deeper than 8"));
        String deepest = "{{#if x}}".repeat(63) + "{{x}}" + "{{/if}}".repeat(63);
        assertEquals("v", Prompts.text(deepest, Map.of("x", "v")));
    }

    @Test
    void endsSoonWhateverTheText() {
        for (String piece : List.of("{", "}", "{{", "{{[", "{{\"", "{{!", "{{!--", "\\{{", "\\", "{{{", "{{#", "{{x}}", "{{~", "{{else}}", "{{/if}}", "-", "{{!--}}-")) {
            String template = piece.repeat((256 * 1024 - 2) / piece.length());
            assertTrue(Prompts.compile(template, Prompts.optional("x"), Map.of()).warnings().size() <= 50, piece);
        }
    }

    @Test
    void stopsAfterFiftyProblems() {
        assertEquals(50, Prompts.problems("{{a}}".repeat(60)).lines().count());
    }

    @Test
    void namesTheMessageThatIsWrong() {
        Compilation compilation = new CompilePrompt(TemplateBounds.DEFAULT).compile(new PromptSource(
                List.of(new Message("system", "ok"), new Message("user", "\n{{y}}")), List.of(), name -> Optional.empty()));
        assertTrue(Prompts.lines(assertInstanceOf(Compilation.Broken.class, compilation).problems()).startsWith("messages[1]:2:3: `y` is not a declared parameter; none is declared"));
    }

    @Test
    void onlyWarnsOfAParameterThatNoTemplateUses() {
        Compilation compilation = Prompts.compile("{{#each l}}{{tone}}{{/each}}", Prompts.optional("l", "tone", "other"), Map.of());
        assertEquals("messages[0]:1:14: `tone` is looked up in the value of the block around it; for the parameter write @root.tone\n"
                        + "messages[0]:1:1: no template uses the parameter `other`\nmessages[0]:1:1: no template uses the parameter `tone`",
                Prompts.lines(assertInstanceOf(Compilation.Compiled.class, compilation).warnings()));
    }

    @Test
    void acceptsTheUsersOwnExample() throws IOException {
        JsonNode seed;
        try (InputStream file = getClass().getResourceAsStream("/prompt/seed-template.json")) {
            seed = new ObjectMapper().readTree(file);
        }
        List<Parameter> parameters = seed.get("parameters").properties().stream().map(entry -> entry.getValue().asText().equals("required")
                ? Parameter.required(entry.getKey()) : Parameter.optional(entry.getKey())).toList();
        Compilation compilation = Prompts.compile(seed.get("template").asText(), parameters, Map.of());
        Compilation.Compiled compiled = assertInstanceOf(Compilation.Compiled.class, compilation);
        assertEquals(3, compiled.warnings().size());
        Rendering.Rendered rendered = assertInstanceOf(Rendering.Rendered.class, Prompts.render(compiled.prompt(), Map.of("language", "Java")));
        assertEquals("You are a senior software engineer...", rendered.messages().getFirst().text());
        assertEquals("missing required variables: language",
                assertInstanceOf(Rendering.Refused.class, Prompts.render(compiled.prompt(), Map.of())).message());
    }
}
