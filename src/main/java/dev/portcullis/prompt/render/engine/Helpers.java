package dev.portcullis.prompt.render.engine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.Template;
import dev.portcullis.prompt.render.engine.Run.Round;
import dev.portcullis.prompt.render.parameter.Values;
import dev.portcullis.prompt.render.template.Expression.Word;

/**
 * All that a template can call. They write to the bounded output instead of giving text back, so that no round of a loop and no
 * value is built outside of the bounds.
 */
final class Helpers {

    private static final int MOST_INDENT = 8;

    private Helpers() {
    }

    static void register(Handlebars engine) {
        engine.registerHelper("text", (Helper<Object>) (number, options) -> {
            run(options).out.write((String) constant(number, options));
            return null;
        });
        engine.registerHelper("constant", (Helper<Object>) Helpers::constant);
        engine.registerHelper("round", (Helper<Object>) Helpers::round);
        engine.registerHelper("lookup", (Helper<Object>) (where, options) -> lookup(where, options.param(0, null)));
        engine.registerHelper("put", (Helper<Object>) Helpers::put);
        engine.registerHelper("json", (Helper<Object>) Helpers::json);
        engine.registerHelper("if", (Helper<Object>) (value, options) -> either(!Values.nothing(value, zero(options)), options));
        engine.registerHelper("unless", (Helper<Object>) (value, options) -> either(Values.nothing(value, zero(options)), options));
        engine.registerHelper("ifEquals", (Helper<Object>) (value, options) -> either(Values.same(value, options.param(0, null)), options));
        engine.registerHelper("unlessEquals", (Helper<Object>) (value, options) -> either(!Values.same(value, options.param(0, null)),
                options));
        engine.registerHelper("scope", (Helper<Object>) Helpers::scope);
        engine.registerHelper("use", (Helper<Object>) Helpers::use);
        engine.registerHelper("each", (Helper<Object>) Helpers::each);
    }

    private static Run run(Options options) {
        return options.data(Run.NAME);
    }

    private static Object constant(Object number, Options options) {
        return run(options).script.constants().get((Integer) number);
    }

    private static boolean zero(Options options) {
        return Boolean.TRUE.equals(options.param(0, null));
    }

    private static Object either(boolean first, Options options) throws IOException {
        return apply(first ? options.fn : options.inverse, options.context, options);
    }

    private static Object apply(Template template, Context context, Options options) throws IOException {
        Run run = run(options);
        run.out.tag();
        template.apply(context, run.out);
        return null;
    }

    private static Object put(Object value, Options options) throws IOException {
        Run run = run(options);
        run.out.tag();
        run.write(options.param(0), true, () -> {
            switch (value) {
                case null -> { }
                case String text -> run.out.write(text);
                case Number number -> run.out.write(JsonText.number(number));
                default -> new JsonText(run.out, 0).write(value);
            }
        });
        return null;
    }

    private static Object json(Object value, Options options) throws IOException {
        Run run = run(options);
        Object indent = options.param(1, null);
        int spaces = indent instanceof Number number ? Math.clamp(number.intValue(), 0, MOST_INDENT) : 0;
        run.write(options.param(0), false, () -> new JsonText(run.out, spaces).write(value));
        return null;
    }

    private static Object round(Object word, Options options) {
        Run run = run(options);
        Word asked = Word.values()[(Integer) word];
        Round round = run.round(options.param(0));
        return switch (asked) {
            case NONCE -> run.nonce();
            case INDEX -> round == null ? null : round.index();
            case KEY -> round == null ? null : round.key();
            case FIRST -> round != null && round.first();
            case LAST -> round != null && round.last();
        };
    }

    /** An object's member or a list's element; null where there is none. */
    private static Object lookup(Object where, Object key) {
        return switch (where) {
            case Map<?, ?> map when key instanceof String || key instanceof Number -> map.get(key.toString());
            case List<?> list when key instanceof Number number && number.longValue() >= 0 && number.longValue() < list.size()
                    -> list.get(number.intValue());
            case null, default -> null;
        };
    }

    private static Object scope(Object value, Options options) throws IOException {
        return Values.nothing(value, true) ? apply(options.inverse, options.context, options)
                : apply(options.fn, Context.newContext(options.context, value), options);
    }

    /** A partial: sees the value it is given, and over that the values it is given by name. */
    private static Object use(Object value, Options options) throws IOException {
        List<String> names = run(options).script.names().get(options.param(0));
        Object seen = value;
        if (!names.isEmpty()) {
            Map<String, Object> both = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                run(options).out.copied(map.size());
                map.forEach((key, member) -> both.put(String.valueOf(key), member));
            }
            for (int i = 0; i < names.size(); i++) {
                both.put(names.get(i), options.param(i + 1, null));
            }
            seen = both;
        }
        run(options).out.round();
        return apply(options.fn, Context.newContext(options.context, seen), options);
    }

    private static Object each(Object value, Options options) throws IOException {
        Run run = run(options);
        int index = 0;
        switch (value) {
            case List<?> list when !list.isEmpty() -> {
                run.out.loop(list.size());
                for (Object element : list) {
                    turn(element, new Round(index, index, index == 0, index == list.size() - 1), run, options);
                    index++;
                }
            }
            case Map<?, ?> map when !map.isEmpty() -> {
                run.out.loop(map.size());
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    turn(member.getValue(), new Round(index, member.getKey(), index == 0, index == map.size() - 1), run, options);
                    index++;
                }
            }
            case null, default -> either(false, options);
        }
        return null;
    }

    private static void turn(Object element, Round round, Run run, Options options) throws IOException {
        run.out.round();
        run.rounds.add(round);
        apply(options.fn, Context.newContext(options.context, element), options);
        run.rounds.removeLast();
    }
}
