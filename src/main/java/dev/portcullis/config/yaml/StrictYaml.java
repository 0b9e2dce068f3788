package dev.portcullis.config.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Text becomes a {@link Section}: one YAML 1.2 document in the core schema, of bounded size, depth and aliases. The bounds are
 * checked on the stream of events, before the tree that they protect is built.
 */
public final class StrictYaml {

    /** Of the file in UTF-8. */
    public static final int MOST_BYTES = 1 << 20;

    static final int DEEPEST = 32;
    static final int MOST_ALIASES = 50;

    /** The parser's own would merge: what {@code <<} brings is then in no duplicate key's problem, and what it names in no key that is seen. */
    private static final class WithoutMergeKeys extends CoreSchema {

        private final ScalarResolver resolver = new CoreScalarResolver(false);

        @Override
        public ScalarResolver getScalarResolver() {
            return resolver;
        }
    }

    private final LoadSettings settings;
    private final String text;
    private final Problems problems;

    private StrictYaml(String text, Problems problems) {
        this.settings = LoadSettings.builder().setSchema(new WithoutMergeKeys()).setMaxAliasesForCollections(MOST_ALIASES).build();
        this.text = text;
        this.problems = problems;
    }

    /**
     * What the reader makes of the document; empty, with a problem recorded, where there is no document to read.
     *
     * @param environment the value of a variable, or null if it is not set
     */
    public static <T> Optional<T> read(
            String text, UnaryOperator<String> environment, Problems problems, Function<Section, T> reader) {
        Place top = new Place(problems, new Variables(environment), 1, "", false);
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            top.problem("the file is larger than " + MOST_BYTES + " bytes");
            return Optional.empty();
        }
        return new StrictYaml(text, problems).document().map(root -> Section.read(root, top, reader));
    }

    private Optional<Node> document() {
        try {
            if (!bounded()) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(1, "", "the file is empty");
            }
            return root;
        } catch (MarkedYamlEngineException broken) {
            int line = line(broken.getProblemMark().or(broken::getContextMark));
            int began = broken.getContextMark().isEmpty() ? line : line(broken.getContextMark());
            String where = began < line ? " (in what begins on line " + began + ")" : "";
            problems.add(line, "", "not valid YAML: " + withoutContent(broken.getProblem()) + where + hint(line));
        } catch (ReaderException unprintable) {
            int line = (int) text.codePoints().limit(unprintable.getPosition()).filter(point -> point == '\n').count() + 1;
            problems.add(line, "", "not valid YAML: a control character");
        } catch (YamlEngineException _) {
            problems.add(1, "", "not valid YAML");
        }
        return Optional.empty();
    }

    private boolean bounded() {
        int depth = 0;
        int aliases = 0;
        int documents = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event) {
                case CollectionStartEvent _ -> depth++;
                case CollectionEndEvent _ -> depth--;
                case AliasEvent _ -> aliases++;
                case DocumentStartEvent _ -> documents++;
                default -> { }
            }
            String excess = depth > DEEPEST ? "nested deeper than " + DEEPEST + " levels"
                    : aliases > MOST_ALIASES ? "more than " + MOST_ALIASES + " aliases (*name)"
                    : documents > 1 ? "expected one document, found another (---)" : "";
            if (!excess.isEmpty()) {
                problems.add(line(event.getStartMark()), "", excess);
                return false;
            }
        }
        return true;
    }

    /** The parser's words, without the parts of the file that it quotes: they could be a secret. */
    private static String withoutContent(String problem) {
        if (problem.startsWith("found undefined alias")) {
            return "an alias (*name) without its anchor (&name); put text that starts with * in quotes";
        }
        if (problem.contains("tag handle")) {
            return "a tag (!name!) that is not declared; put text that starts with ! in quotes";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation does not fit the lines above";
        }
        return problem.replaceFirst("(?s),? but found.*", "").strip();
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(it -> it.getLine() + 1).orElse(1);
    }

    private String hint(int line) {
        boolean variable = text.lines().skip(line - 1L).findFirst().orElse("").contains("${");
        return variable ? "; inside { } and [ ] put ${...} in quotes" : "";
    }
}
