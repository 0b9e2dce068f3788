package dev.portcullis.prompt.render.engine;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

import com.github.jknack.handlebars.ValueResolver;

/** Where the engine finds what a name means: in maps, and of a list its length. It never asks an object. */
enum PlainValues implements ValueResolver {

    ONLY;

    @Override
    public Object resolve(Object context, String name) {
        Object value = switch (context) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list when name.equals("length") -> list.size();
            default -> null;
        };
        return value == null ? UNRESOLVED : value;
    }

    @Override
    public Object resolve(Object context) {
        return context instanceof Map ? context : UNRESOLVED;
    }

    @Override
    public Set<Entry<String, Object>> propertySet(Object context) {
        return Set.of();
    }
}
