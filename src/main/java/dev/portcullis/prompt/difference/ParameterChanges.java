package dev.portcullis.prompt.difference;

import dev.portcullis.prompt.Parameter;
import dev.portcullis.prompt.ParameterType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What differs between two sets of parameters. Whatever may make a call faulty that was good is major; whatever lets more calls be good, or
 * gives them another value, is minor.
 */
final class ParameterChanges {

    private final List<ContractChange> changes = new ArrayList<>();

    private ParameterChanges() {
    }

    static List<ContractChange> between(Map<String, Parameter> from, Map<String, Parameter> to) {
        ParameterChanges found = new ParameterChanges();
        found.compare(from, to);
        return found.changes;
    }

    private void compare(Map<String, Parameter> from, Map<String, Parameter> to) {
        List<String> removed = from.keySet().stream().filter(name -> !to.containsKey(name)).toList();
        List<String> added = to.keySet().stream().filter(name -> !from.containsKey(name)).toList();
        if (removed.size() == 1 && added.size() == 1 && from.get(removed.getFirst()).equals(to.get(added.getFirst()))) {
            changes.add(ContractChange.major(path(added.getFirst()), "the parameter '" + removed.getFirst() + "' was renamed to '" + added.getFirst() + "'"));
        } else {
            removed.forEach(name -> changes.add(ContractChange.major(path(name), "the " + kind(from.get(name)) + " parameter '" + name + "' was removed")));
            added.forEach(name -> {
                String sentence = "the " + kind(to.get(name)) + " parameter '" + name + "' was added";
                changes.add(to.get(name).required() ? ContractChange.major(path(name), sentence) : ContractChange.minor(path(name), sentence));
            });
        }
        from.forEach((name, was) -> {
            if (to.containsKey(name)) {
                compare(name, was, to.get(name));
            }
        });
    }

    private void compare(String name, Parameter was, Parameter is) {
        String it = "the parameter '" + name + "' ";
        if (was.required() != is.required()) {
            add(is.required(), name, "required", it + (is.required() ? "is required now" : "is optional now"));
        }
        if (was.type() != is.type()) {
            add(!is.type().includes(was.type()), name, "type", it + "takes " + kind(is.type()) + " now in place of " + kind(was.type()));
        }
        if (!was.allowed().equals(is.allowed())) {
            compareAllowed(name, was, is, it);
        }
        int wasMost = was.maxTokens().orElse(Integer.MAX_VALUE);
        int isMost = is.maxTokens().orElse(Integer.MAX_VALUE);
        if (wasMost != isMost) {
            add(isMost < wasMost, name, "max_tokens", it + "takes " + tokens(isMost) + " now in place of " + tokens(wasMost));
        }
        if (!was.byDefault().equals(is.byDefault())) {
            changes.add(ContractChange.minor(path(name) + ".default", it + "has another default"));
        }
        if (was.untrusted() != is.untrusted()) {
            changes.add(ContractChange.minor(path(name) + ".untrusted", it + (is.untrusted() ? "is not trusted any more" : "is trusted now")));
        }
        if (!was.description().equals(is.description())) {
            changes.add(ContractChange.patch(path(name) + ".description", it + "is described otherwise"));
        }
    }

    private void compareAllowed(String name, Parameter was, Parameter is, String it) {
        boolean shrunk = !is.allowed().isEmpty() && (was.allowed().isEmpty() || !is.allowed().containsAll(was.allowed()));
        boolean grew = !was.allowed().isEmpty() && (is.allowed().isEmpty() || !was.allowed().containsAll(is.allowed()));
        if (shrunk) {
            changes.add(ContractChange.major(path(name) + ".enum", it + "does not take all the values any more that it took"));
        } else if (grew) {
            changes.add(ContractChange.minor(path(name) + ".enum", it + "takes more values than before"));
        } else {
            changes.add(ContractChange.patch(path(name) + ".enum", it + "has its values in another order"));
        }
    }

    private void add(boolean narrowed, String name, String field, String sentence) {
        String path = path(name) + "." + field;
        changes.add(narrowed ? ContractChange.major(path, sentence) : ContractChange.minor(path, sentence));
    }

    private static String path(String name) {
        return "parameters." + name;
    }

    private static String kind(Parameter parameter) {
        return parameter.required() ? "required" : "optional";
    }

    private static String kind(ParameterType type) {
        return type == ParameterType.ANY ? "any value" : "values of the type " + type.word();
    }

    private static String tokens(int most) {
        return most == Integer.MAX_VALUE ? "any number of tokens" : "at most " + most + " tokens";
    }
}
