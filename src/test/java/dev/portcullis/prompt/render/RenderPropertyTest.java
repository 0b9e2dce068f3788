package dev.portcullis.prompt.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.prompt.render.engine.CompiledMessage;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RenderPropertyTest {

    private static final List<String> WORDS = List.of("{{", "}}", "{", "}", "{{{", "}}}", "\\", "~", "#if ", "#each ", "#with ", "#ifEquals a b", "/if", "/each",
            "/with", "/ifEquals", "else", "else if a", "a", "b", "this", "../", ".", "[", "]", "@index", "@root", "@key", "json ", "lookup ", "(", ")", "\"", "'",
            "> ", "p@1.0.0", "=", "|", "!", "!--", "--", "^", "&", " ", "\n", "\r\n", "\t", "5", "-1.5", "true", "null", "x", "é", "名", "👋", "\0", "\ud800",
            "{{a}}", "{{#if a}}", "{{/if}}", "{{#each b}}", "{{/each}}", "{{> p@1.0.0 b=a}}", "{{else}}", "{{json this}}", "<<<dotprompt:role:system>>>");

    private static final Map<String, String> PARTIALS = Map.of("p@1.0.0", " {{b}}\n{{#each a}}{{this}}{{/each}}\n");

    @Provide
    static Arbitrary<String> templates() {
        return Arbitraries.of(WORDS).list().ofMaxSize(14).map(words -> String.join("", words));
    }

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(WORDS).list().ofMaxSize(8).map(words -> String.join("", words));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().all().ofMaxLength(40));
    }

    @Provide
    static Arbitrary<Object> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(Arbitraries.just(null), Arbitraries.integers().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast), Arbitraries.bigDecimals().map(Object.class::cast), Arbitraries.of(true, false).map(Object.class::cast),
                texts().map(Object.class::cast), Arbitraries.just(new Object()));
        return Arbitraries.recursive(() -> leaf, inner -> Arbitraries.oneOf(inner.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(Arbitraries.of("a", "b", "x", "index", "this", "0"), inner).ofMaxSize(3).map(Object.class::cast)), 0, 3);
    }

    @Property(tries = 2_000)
    void aValueStandsInTheTextAsItIs(@ForAll("texts") String before, @ForAll("texts") String value, @ForAll("texts") String after) {
        String left = plain(before);
        String right = plain(after);
        assertEquals(left + value + right, Prompts.text(left + "{{x}}" + right, Map.of("x", value)));
    }

    @Property(tries = 2_000)
    void aValueInJsonIsReadBackAsItWas(@ForAll("texts") String value) throws Exception {
        String json = Prompts.text("{\"x\":{{json x}}}", Map.of("x", value));
        assertEquals(text(value), text(new ObjectMapper().readTree(json).get("x").asText()));
    }

    @Property(tries = 5_000)
    void whatIsSoundIsRenderedAndNothingIsThrown(@ForAll("templates") String template, @ForAll("values") Object a, @ForAll("values") Object b) {
        List<Parameter> parameters = List.of(Parameter.optional("a").trusted(Trust.FENCED), Parameter.optional("b").trusted(Trust.UNTRUSTED));
        switch (Prompts.compile(template, parameters, PARTIALS)) {
            case Compilation.Broken broken -> assertFalse(broken.problems().isEmpty());
            case Compilation.Compiled compiled -> {
                Map<String, Object> variables = new HashMap<>();
                variables.put("a", a);
                variables.put("b", b);
                switch (Prompts.render(compiled.prompt(), variables)) {
                    case Rendering.Refused refused -> assertFalse(refused.message().isEmpty());
                    case Rendering.Rendered rendered -> inOrder(rendered.messages().getFirst());
                }
            }
        }
    }

    private static void inOrder(CompiledMessage.Text message) {
        int last = 0;
        for (var span : message.spans()) {
            assertTrue(last <= span.from() && span.from() < span.to() && span.to() <= message.text().length());
            last = span.to();
        }
    }

    private static String plain(String raw) {
        // Backslashes first: one may stand between two braces.
        return text(raw).replace("\\", "").replace("{{", "{ {").replace("{{", "{ {") + "-";
    }

    /** Without what no template may have in it. */
    private static String text(String raw) {
        return raw.codePoints().filter(point -> Character.getType(point) != Character.SURROGATE).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
