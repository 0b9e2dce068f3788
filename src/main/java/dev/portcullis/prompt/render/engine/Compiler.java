package dev.portcullis.prompt.render.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.Problems.Source;
import dev.portcullis.prompt.render.template.Shown;
import dev.portcullis.prompt.render.template.TemplateBounds;

/** Checks the templates of one prompt after the other and gives them to the engine. */
public final class Compiler {

    private final Engine engine;
    private final TemplateBounds bounds;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Problems problems;
    private final Partials partials;
    private final Set<String> used = new TreeSet<>();
    private final List<String> roles = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final Set<String> fenced;

    public Compiler(Engine engine, List<Parameter> parameters, Function<String, Optional<String>> partials, TemplateBounds bounds,
            Problems problems) {
        this.engine = engine;
        this.bounds = bounds;
        this.problems = problems;
        this.partials = new Partials(partials, bounds, problems);
        parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
        this.fenced = parameters.stream().filter(parameter -> parameter.trust() == Trust.FENCED).map(Parameter::name)
                .collect(Collectors.toSet());
    }

    public void message(String role, String template) {
        ScriptText script = new ScriptText(fenced);
        Source source = new Source(scripts.size(), "", template);
        Expressions expressions = new Expressions(parameters, problems, script, used);
        roles.add(role);
        scripts.add(new Expansion(source, bounds, problems, partials, expressions, script).expand());
    }

    /** Empty where problems were found. */
    public Optional<CompiledPrompt> finish() {
        Set<String> unused = new TreeSet<>(parameters.keySet());
        unused.removeAll(used);
        unused.forEach(name -> problems.warn(new Source(0, "", ""), 0, "no template uses the parameter " + Shown.name(name)));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        List<CompiledMessage> messages = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            messages.add(new CompiledMessage(roles.get(i), engine.compile(scripts.get(i)), scripts.get(i)));
        }
        return Optional.of(new CompiledPrompt(messages, List.copyOf(parameters.values())));
    }
}
