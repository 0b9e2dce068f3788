package dev.portcullis.prompt.output.schema;

import dev.portcullis.prompt.output.schema.Node.Rule;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes nodes of one document. Where a schema refers to another one, both share its node, so that they may refer to themselves. */
final class Compiler {

    /** Say nothing of what is valid, or only where others are found. */
    private static final Set<String> NOTES = Set.of("$schema", "$comment", "$defs", "definitions", "title", "description", "default",
            "examples", "deprecated", "readOnly", "writeOnly", "format", "contentEncoding", "contentMediaType", "contentSchema", "then", "else",
            "minContains", "maxContains");

    private final Object document;
    private final Map<String, Node> nodes = new HashMap<>();

    Compiler(Object document) {
        this.document = document;
    }

    /** @param where a JSON Pointer to it */
    Node compile(Object schema, String where) throws UnknownSchema {
        Node known = nodes.get(where);
        if (known != null) {
            return known;
        }
        Node node = new Node();
        nodes.put(where, node);
        if (schema instanceof Boolean allowed) {
            if (!allowed) {
                node.add((value, steps) -> where);
            }
            return node;
        }
        if (!(schema instanceof Map<?, ?> members)) {
            throw new UnknownSchema(where, "an object or a boolean is expected");
        }
        for (Map.Entry<?, ?> member : members.entrySet()) {
            String keyword = (String) member.getKey();
            Rule rule = rule(keyword, member.getValue(), members, where);
            if (rule != null) {
                node.add(rule);
            }
        }
        return node;
    }

    /** @return null where the keyword says nothing of what is valid */
    private Rule rule(String keyword, Object given, Map<?, ?> of, String where) throws UnknownSchema {
        String here = where + "/" + escaped(keyword);
        if (NOTES.contains(keyword) || keyword.equals("$id") && where.isEmpty()) {
            return null;
        }
        Rule plain = Assertions.rule(keyword, given, here);
        if (plain != null) {
            return plain;
        }
        Rule nested = new Applicators(this, of, where).rule(keyword, given, here);
        if (nested != null) {
            return nested;
        }
        throw new UnknownSchema(here, "this keyword is not known here");
    }

    /** What a reference within the document is for. Nothing else is ever looked up. */
    Node referred(Object reference, String here) throws UnknownSchema {
        if (!(reference instanceof String text) || !text.equals("#") && !text.startsWith("#/")) {
            throw new UnknownSchema(here, "only references within the schema, such as #/$defs/name, are known here");
        }
        Object at = document;
        StringBuilder where = new StringBuilder();
        for (String step : text.equals("#") ? List.<String>of() : List.of(decoded(text.substring(2), here).split("/", -1))) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = step(at, name, here);
            where.append('/').append(step);
        }
        return compile(at, where.toString());
    }

    private static Object step(Object at, String name, String here) throws UnknownSchema {
        if (at instanceof Map<?, ?> members && members.containsKey(name)) {
            return members.get(name);
        }
        if (at instanceof List<?> items && name.matches("[0-9]{1,6}") && Integer.parseInt(name) < items.size()) {
            return items.get(Integer.parseInt(name));
        }
        throw new UnknownSchema(here, "refers to what is not there");
    }

    private static String decoded(String pointer, String here) throws UnknownSchema {
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new UnknownSchema(here, "is no JSON Pointer");
        }
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
