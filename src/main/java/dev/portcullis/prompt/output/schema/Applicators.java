package dev.portcullis.prompt.output.schema;

import dev.portcullis.prompt.output.schema.Assertions.Matching;
import dev.portcullis.prompt.output.schema.Node.Rule;
import dev.portcullis.prompt.output.schema.Node.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Keywords that put other schemas to work, on the same value or on what is in it. */
final class Applicators {

    private final Compiler compiler;
    private final Map<?, ?> of;
    private final String where;

    /** @param of the schema in which the keywords stand */
    Applicators(Compiler compiler, Map<?, ?> of, String where) {
        this.compiler = compiler;
        this.of = of;
        this.where = where;
    }

    /** @return null where the keyword is none of these */
    Rule rule(String keyword, Object given, String here) throws UnknownSchema {
        return switch (keyword) {
            case "$ref" -> compiler.referred(given, here)::broken;
            case "allOf" -> all(several(given, here));
            case "anyOf" -> counting(several(given, here), here, holding -> holding >= 1);
            case "oneOf" -> counting(several(given, here), here, holding -> holding == 1);
            case "not" -> {
                Node not = compiler.compile(given, here);
                yield (value, steps) -> not.holds(value, steps) ? here : null;
            }
            case "if" -> condition(compiler.compile(given, here));
            case "properties" -> properties(named(given, here));
            case "patternProperties" -> patterns(given, here);
            case "additionalProperties" -> additional(given, here);
            case "propertyNames" -> {
                Node names = compiler.compile(given, here);
                yield (value, steps) -> value instanceof Map<?, ?> members ? first(members.keySet(), names, steps) : null;
            }
            case "dependentSchemas" -> {
                Map<String, Node> schemas = named(given, here);
                yield (value, steps) -> value instanceof Map<?, ?> members ? first(schemas, members, value, steps) : null;
            }
            case "prefixItems" -> {
                List<Node> prefix = several(given, here);
                yield (value, steps) -> value instanceof List<?> items ? prefix(items, prefix, steps) : null;
            }
            case "items" -> {
                Node each = compiler.compile(given, here);
                int from = of.get("prefixItems") instanceof List<?> prefix ? prefix.size() : 0;
                yield (value, steps) -> value instanceof List<?> items && items.size() > from
                        ? first(items.subList(from, items.size()), each, steps) : null;
            }
            case "contains" -> contains(compiler.compile(given, here), here);
            default -> null;
        };
    }

    private List<Node> several(Object given, String here) throws UnknownSchema {
        if (!(given instanceof List<?> list) || list.isEmpty()) {
            throw new UnknownSchema(here, "a list of schemas is expected");
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            nodes.add(compiler.compile(list.get(i), here + "/" + i));
        }
        return nodes;
    }

    private Map<String, Node> named(Object given, String here) throws UnknownSchema {
        if (!(given instanceof Map<?, ?> members)) {
            throw new UnknownSchema(here, "schemas by name are expected");
        }
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String name = (String) member.getKey();
            nodes.put(name, compiler.compile(member.getValue(), here + "/" + Compiler.escaped(name)));
        }
        return nodes;
    }

    private static Rule all(List<Node> nodes) {
        return (value, steps) -> {
            for (Node node : nodes) {
                String broken = node.broken(value, steps);
                if (broken != null) {
                    return broken;
                }
            }
            return null;
        };
    }

    private static Rule counting(List<Node> nodes, String here, IntPredicate enough) {
        return (value, steps) -> enough.test((int) nodes.stream().filter(node -> node.holds(value, steps)).count()) ? null : here;
    }

    private Rule condition(Node condition) throws UnknownSchema {
        Node then = of.containsKey("then") ? compiler.compile(of.get("then"), where + "/then") : new Node();
        Node otherwise = of.containsKey("else") ? compiler.compile(of.get("else"), where + "/else") : new Node();
        return (value, steps) -> (condition.holds(value, steps) ? then : otherwise).broken(value, steps);
    }

    private static Rule properties(Map<String, Node> properties) {
        return (value, steps) -> {
            if (value instanceof Map<?, ?> members) {
                steps.look(properties.size());
                for (Map.Entry<String, Node> property : properties.entrySet()) {
                    String name = property.getKey();
                    String broken = members.containsKey(name) ? property.getValue().broken(members.get(name), steps) : null;
                    if (broken != null) {
                        return broken;
                    }
                }
            }
            return null;
        };
    }

    private Rule patterns(Object given, String here) throws UnknownSchema {
        Map<Matching, Node> patterns = new LinkedHashMap<>();
        for (Map.Entry<String, Node> named : named(given, here).entrySet()) {
            patterns.put(Assertions.pattern(named.getKey(), here), named.getValue());
        }
        return (value, steps) -> {
            if (value instanceof Map<?, ?> members) {
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    for (Map.Entry<Matching, Node> pattern : patterns.entrySet()) {
                        boolean named = pattern.getKey().finds((String) member.getKey(), steps);
                        String broken = named ? pattern.getValue().broken(member.getValue(), steps) : null;
                        if (broken != null) {
                            return broken;
                        }
                    }
                }
            }
            return null;
        };
    }

    private Rule additional(Object given, String here) throws UnknownSchema {
        Node others = compiler.compile(given, here);
        Map<?, ?> named = of.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        List<Matching> patterns = new ArrayList<>();
        for (Object pattern : of.get("patternProperties") instanceof Map<?, ?> some ? some.keySet() : List.of()) {
            patterns.add(Assertions.pattern(pattern, here));
        }
        return (value, steps) -> {
            if (value instanceof Map<?, ?> members) {
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    String name = (String) member.getKey();
                    boolean other = !named.containsKey(name) && patterns.stream().noneMatch(pattern -> pattern.finds(name, steps));
                    String broken = other ? others.broken(member.getValue(), steps) : null;
                    if (broken != null) {
                        return broken;
                    }
                }
            }
            return null;
        };
    }

    private Rule contains(Node node, String here) throws UnknownSchema {
        int least = of.containsKey("minContains") ? Assertions.count(of.get("minContains"), where + "/minContains") : 1;
        int most = of.containsKey("maxContains") ? Assertions.count(of.get("maxContains"), where + "/maxContains") : Integer.MAX_VALUE;
        return (value, steps) -> {
            if (!(value instanceof List<?> items)) {
                return null;
            }
            long found = items.stream().filter(item -> node.holds(item, steps)).count();
            return found < least || found > most ? here : null;
        };
    }

    private static String prefix(List<?> items, List<Node> prefix, Steps steps) {
        for (int i = 0; i < Math.min(items.size(), prefix.size()); i++) {
            String broken = prefix.get(i).broken(items.get(i), steps);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private static String first(Iterable<?> values, Node each, Steps steps) {
        for (Object value : values) {
            String broken = each.broken(value, steps);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }

    private static String first(Map<String, Node> schemas, Map<?, ?> members, Object value, Steps steps) {
        steps.look(schemas.size());
        for (Map.Entry<String, Node> schema : schemas.entrySet()) {
            String broken = members.containsKey(schema.getKey()) ? schema.getValue().broken(value, steps) : null;
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }
}
