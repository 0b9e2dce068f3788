package dev.portcullis.prompt.render.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.portcullis.prompt.render.template.Expression;
import dev.portcullis.prompt.render.template.Expression.Call;
import dev.portcullis.prompt.render.template.Expression.Literal;
import dev.portcullis.prompt.render.template.Shown;

/** Which helpers there are and what each takes. */
final class Language {

    /** By name, how many values each takes. */
    static final Map<String, Integer> BLOCKS = Map.of("if", 1, "unless", 1, "each", 1, "with", 1, "ifEquals", 2, "unlessEquals", 2);

    private static final String ALL_BLOCKS = "{{#if}}, {{#unless}}, {{#each}}, {{#with}}, {{#ifEquals}} and {{#unlessEquals}}";
    /** What other Handlebars have and prompts must not. */
    private static final Set<String> REFUSED = Set.of("log", "precompile", "embedded", "block", "partial", "i18n", "i18nJs", "include");
    /** Dotprompt's, which make structure of text. */
    private static final Set<String> STRUCTURE = Set.of("role", "history", "media", "section");

    private Language() {
    }

    /** What is wrong with a block, or empty. */
    static String block(Call call) {
        Integer values = BLOCKS.get(call.name());
        if (values == null) {
            return "{{#" + call.name() + "}} is not a block that there is; there are " + ALL_BLOCKS;
        }
        boolean zero = call.name().equals("if") || call.name().equals("unless");
        for (Map.Entry<String, Expression> named : call.named().entrySet()) {
            boolean known = zero && named.getKey().equals("includeZero") && named.getValue() instanceof Literal(_, Boolean _);
            if (!known) {
                return Shown.name(named.getKey()) + " is not known to {{#" + call.name() + "}}"
                        + (zero ? "; only includeZero=true is" : "");
            }
        }
        return count(call, values, "{{#" + call.name());
    }

    /** What is wrong with a helper whose value is written, or empty. */
    static String written(Call call) {
        if (!call.name().equals("json")) {
            return nested(call);
        }
        for (Map.Entry<String, Expression> named : call.named().entrySet()) {
            if (!named.getKey().equals("indent") || !(named.getValue() instanceof Literal(_, Long spaces)) || spaces < 0 || spaces > 8) {
                return "{{json}} knows indent=0 to indent=8 and nothing else by name";
            }
        }
        return count(call, 1, "{{json");
    }

    /** What is wrong with a helper that stands inside of something, or empty. */
    static String nested(Call call) {
        String name = call.name();
        if (name.equals("lookup")) {
            return call.named().isEmpty() ? count(call, 2, "{{lookup") : "lookup takes nothing by name";
        }
        if (name.equals("json")) {
            return "json writes what it makes; it stands alone in its braces: {{json x}}";
        }
        if (BLOCKS.containsKey(name)) {
            return name + " is a block: {{#" + name + " …}} … {{/" + name + "}}";
        }
        if (STRUCTURE.contains(name)) {
            return "{{" + name + "}} is not for the text of a message: messages are written one by one, each with its role";
        }
        return REFUSED.contains(name) ? "{{" + name + "}} is not allowed in prompts"
                : Shown.name(name) + " is not a helper that there is; there are json, lookup and the blocks " + ALL_BLOCKS;
    }

    private static String count(Call call, int values, String shown) {
        List<Expression> given = call.arguments();
        return given.size() == values ? ""
                : shown + "}} takes " + values + (values == 1 ? " value" : " values") + ", found " + given.size();
    }
}
