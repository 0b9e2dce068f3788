package dev.portcullis.prompt.render.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateSource;

/**
 * Handlebars.java, with nothing of it left but blocks, paths and our helpers. Names are looked up in the innermost scope only;
 * paths that were compiled stay in the engine's memory as long as the process, some 300 bytes for each that differs.
 */
public final class Engine {

    private final Handlebars handlebars;

    public Engine() {
        handlebars = new Handlebars(new Nowhere()).with(new KnownHelpers()).with(EscapingStrategy.NOOP)
                .infiniteLoops(true) // there are no partials left that could call each other
                .parentScopeResolution(false);
        Helpers.register(handlebars);
    }

    Template compile(Script script) {
        try {
            return handlebars.compile(new StringTemplateSource("prompt", script.source()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Throws {@link Stopped} where a bound is reached. */
    static void run(Template template, Map<String, Object> variables, Run run) {
        Context context = Context.newBuilder(variables).resolver(PlainValues.ONLY).build().data(Run.NAME, run);
        try {
            template.apply(context, run.out);
        } catch (HandlebarsException wrapped) {
            throw wrapped.getCause() instanceof Stopped stopped ? stopped : wrapped;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** There is no place that templates come from. */
    private static final class Nowhere extends com.github.jknack.handlebars.io.AbstractTemplateLoader {

        @Override
        public TemplateSource sourceAt(String location) throws IOException {
            throw new java.io.FileNotFoundException("prompts have no files");
        }
    }
}
