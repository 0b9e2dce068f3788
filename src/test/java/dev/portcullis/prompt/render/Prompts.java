package dev.portcullis.prompt.render;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.portcullis.prompt.render.engine.CompiledMessage;
import dev.portcullis.prompt.render.engine.CompiledPrompt;
import dev.portcullis.prompt.render.engine.RenderBounds;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.template.Problem;
import dev.portcullis.prompt.render.template.TemplateBounds;

/** Prompts of one message, compiled and rendered in a line. */
public final class Prompts {

    static final String NONCE = "7f3a";

    private Prompts() {
    }

    static List<Parameter> optional(String... names) {
        return Arrays.stream(names).map(Parameter::optional).toList();
    }

    static PromptSource source(String template, List<Parameter> parameters, Map<String, String> partials) {
        return new PromptSource(List.of(new Message("user", template)), parameters, name -> Optional.ofNullable(partials.get(name)));
    }

    static Compilation compile(String template, List<Parameter> parameters, Map<String, String> partials) {
        return new CompilePrompt(TemplateBounds.DEFAULT).compile(source(template, parameters, partials));
    }

    static CompiledPrompt compiled(String template, List<Parameter> parameters, Map<String, String> partials) {
        return switch (compile(template, parameters, partials)) {
            case Compilation.Compiled(CompiledPrompt prompt, List<Problem> _) -> prompt;
            case Compilation.Broken broken -> throw new AssertionError(lines(broken.problems()));
        };
    }

    /** The problems, a line each; empty where there are none. */
    static String problems(String template, String... parameters) {
        return problems(template, optional(parameters), Map.of());
    }

    static String problems(String template, List<Parameter> parameters, Map<String, String> partials) {
        return compile(template, parameters, partials) instanceof Compilation.Broken broken ? lines(broken.problems()) : "";
    }

    static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    static Renderer renderer() {
        return new Renderer(RenderBounds.DEFAULT, () -> 0, () -> NONCE, String::length);
    }

    static Rendering render(CompiledPrompt prompt, Map<String, Object> variables) {
        return renderer().render(prompt, variables);
    }

    /** What the one message becomes, with every variable declared. */
    public static String text(String template, Map<String, Object> variables) {
        return text(template, variables, Map.of());
    }

    public static String text(String template, Map<String, Object> variables, Map<String, String> partials) {
        return message(template, optional(variables.keySet().toArray(String[]::new)), variables, partials).text();
    }

    public static CompiledMessage.Text message(
            String template, List<Parameter> parameters, Map<String, Object> variables, Map<String, String> partials) {
        return switch (render(compiled(template, parameters, partials), variables)) {
            case Rendering.Rendered rendered -> rendered.messages().getFirst();
            case Rendering.Refused refused -> throw new AssertionError(refused.message());
        };
    }
}
