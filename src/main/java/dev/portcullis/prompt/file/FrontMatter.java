package dev.portcullis.prompt.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * YAML 1.2 as plain maps, lists and values: one mapping, no tags, of bounded depth and without aliases. The bounds are checked on the
 * stream of events, before anything is built.
 */
final class FrontMatter {

    private static final int DEEPEST = 32;

    private FrontMatter() {
    }

    /** @param map null where there is a problem */
    record Read(Map<String, Object> map, FileProblem problem) {
    }

    /** @param firstLine where the text begins in its file */
    static Read read(String yaml, int firstLine) {
        LoadSettings settings = LoadSettings.builder().setSchema(new JsonSchema()).setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false).build();
        try {
            FileProblem excess = excess(yaml, settings, firstLine);
            if (excess != null) {
                return new Read(null, excess);
            }
            Object root = new Load(settings).loadFromString(yaml);
            if (root == null) {
                return new Read(Map.of(), null);
            }
            return root instanceof Map<?, ?> map ? texts(map, firstLine)
                    : new Read(null, new FileProblem(firstLine, 1, "expected a mapping between the fences (---)"));
        } catch (MarkedYamlEngineException broken) {
            Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
            int line = mark.map(Mark::getLine).orElse(0) + firstLine;
            int column = mark.map(Mark::getColumn).orElse(0) + 1;
            String problem = broken.getProblem() == null ? "" : ": " + broken.getProblem().lines().findFirst().orElse("");
            return new Read(null, new FileProblem(line, column, "not valid YAML" + problem));
        } catch (YamlEngineException _) {
            return new Read(null, new FileProblem(firstLine, 1, "not valid YAML"));
        }
    }

    private static FileProblem excess(String yaml, LoadSettings settings, int firstLine) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                    || event instanceof CollectionStartEvent collection && collection.getTag().isPresent();
            String excess = depth > DEEPEST ? "nested deeper than " + DEEPEST + " levels"
                    : event instanceof AliasEvent ? "aliases (*name) are not supported here"
                    : tagged ? "tags (!name) are not supported here; put text that starts with ! in quotes" : "";
            if (!excess.isEmpty()) {
                return new FileProblem(event.getStartMark().map(Mark::getLine).orElse(0) + firstLine,
                        event.getStartMark().map(Mark::getColumn).orElse(0) + 1, excess);
            }
        }
        return null;
    }

    private static Read texts(Map<?, ?> map, int firstLine) {
        Object other = otherKey(map);
        if (other != null) {
            return new Read(null, new FileProblem(firstLine, 1, "expected text as a key, found " + other + "; put it in quotes"));
        }
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((key, value) -> read.put((String) key, value));
        return new Read(read, null);
    }

    /** A key, however deep, that is not text; null where there is none. */
    private static Object otherKey(Object value) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object other = entry.getKey() instanceof String ? otherKey(entry.getValue()) : String.valueOf(entry.getKey());
                if (other != null) {
                    return other;
                }
            }
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                Object other = otherKey(item);
                if (other != null) {
                    return other;
                }
            }
        }
        return null;
    }
}
