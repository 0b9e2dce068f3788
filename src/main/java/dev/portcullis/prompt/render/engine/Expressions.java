package dev.portcullis.prompt.render.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.portcullis.prompt.render.engine.Scope.Kind;
import dev.portcullis.prompt.render.parameter.Parameter;
import dev.portcullis.prompt.render.parameter.Parameter.Trust;
import dev.portcullis.prompt.render.template.Expression;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.Problems.Source;
import dev.portcullis.prompt.render.template.Shown;

/** Holds what has a value against the scope it stands in, and writes it in the engine's language. */
final class Expressions {

    /** @param sources the untrusted parameters that the value comes from */
    record Written(String code, Set<String> sources) {
    }

    private final Map<String, Parameter> parameters;
    private final Problems problems;
    private final ScriptText script;
    private final Set<String> used;
    private final Set<String> untrusted;

    /** @param used takes the names of the parameters that are met */
    Expressions(Map<String, Parameter> parameters, Problems problems, ScriptText script, Set<String> used) {
        this.parameters = parameters;
        this.problems = problems;
        this.script = script;
        this.used = used;
        this.untrusted = new TreeSet<>();
        parameters.values().stream().filter(parameter -> parameter.trust() != Trust.TRUSTED)
                .forEach(parameter -> untrusted.add(parameter.name()));
    }

    Scope variables() {
        return Scope.variables(untrusted);
    }

    Written write(Expression expression, Scope scope, Source source) {
        return switch (expression) {
            case Expression.Literal literal -> new Written(script.literal(literal.value()), Set.of());
            case Expression.Path path -> path(path, scope, source);
            case Expression.Root root ->
                new Written(ScriptText.path(scope.depth(), root.names()), declared(root.names(), root.at(), source));
            case Expression.Round round -> round(round, scope, source);
            case Expression.Call call -> {
                String wrong = Language.nested(call);
                if (!wrong.isEmpty()) {
                    problems.add(source, call.at(), wrong);
                    yield new Written("this", Set.of());
                }
                Written where = write(call.arguments().getFirst(), scope, source);
                Written key = write(call.arguments().get(1), scope, source);
                yield new Written("(lookup " + where.code() + " " + key.code() + ")", where.sources());
            }
        };
    }

    private Written path(Expression.Path path, Scope scope, Source source) {
        Optional<Scope> target = scope.up(path.up());
        if (target.isEmpty()) {
            problems.add(source, path.at(), "../ leads out of "
                    + (source.partial().isEmpty() ? "the template" : "the partial; give it what it needs by name")
                            + ": only {{#each}} and {{#with}} open a scope");
            return new Written("this", Set.of());
        }
        return new Written(ScriptText.path(path.up(), path.names()), sources(target.get(), path, path.names(), source));
    }

    private Set<String> sources(Scope scope, Expression path, List<String> names, Source source) {
        String first = names.isEmpty() ? "" : names.getFirst();
        return switch (scope.kind()) {
            case VARIABLES -> declared(names, path.at(), source);
            case ELEMENT, VALUE -> {
                if (parameters.containsKey(first)) {
                    problems.warn(source, path.at(), Shown.name(first)
                            + " is looked up in the value of the block around it; for the parameter write @root." + first);
                }
                yield scope.sources();
            }
            case PARTIAL -> scope.named().containsKey(first) ? scope.named().get(first)
                    : names.isEmpty() ? all(scope.sources(), scope) : scope.sources();
            case OVERLAY -> {
                if (scope.named().containsKey(first)) {
                    yield scope.named().get(first);
                }
                Set<String> outer = sources(scope.outer(), path, names, source);
                yield names.isEmpty() ? all(outer, scope) : outer;
            }
            case BORDER -> sources(scope.outer(), path, names, source);
        };
    }

    private static Set<String> all(Set<String> sources, Scope scope) {
        Set<String> all = new TreeSet<>(sources);
        scope.named().values().forEach(all::addAll);
        return all;
    }

    private Set<String> declared(List<String> names, int at, Source source) {
        if (names.isEmpty()) {
            used.addAll(parameters.keySet());
            return untrusted;
        }
        String name = names.getFirst();
        if (!parameters.containsKey(name)) {
            problems.add(source, at, Shown.name(name) + " is not a declared parameter; "
                    + (parameters.isEmpty() ? "none is declared" : "declared are " + Shown.names(parameters.keySet()))
                    + ". Declare it, or write \\{{ if the braces are text");
            return Set.of();
        }
        used.add(name);
        return untrusted.contains(name) ? Set.of(name) : Set.of();
    }

    private Written round(Expression.Round round, Scope scope, Source source) {
        Optional<Scope> loop = scope.loop(round.up());
        if (loop.isEmpty() && round.word() != Expression.Word.NONCE) {
            problems.add(source, round.at(), "@" + round.word().name().toLowerCase(java.util.Locale.ROOT) + " stands outside of "
                    + (round.up() == 0 ? "a loop" : "that many loops"));
        }
        Set<String> sources = round.word() == Expression.Word.KEY ? loop.map(Scope::sources).orElse(Set.of()) : Set.of();
        return new Written("(round " + round.word().ordinal() + " " + round.up() + ")", sources);
    }

    static Kind partial(boolean context, boolean named) {
        return context ? Kind.PARTIAL : named ? Kind.OVERLAY : Kind.BORDER;
    }
}
