package dev.portcullis.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** HTTP headers in the order they came; names compare without case. Immutable. */
public final class Headers {

    public static final Headers NONE = new Headers(List.of());

    private final List<Map.Entry<String, String>> all;

    private Headers(List<Map.Entry<String, String>> all) {
        this.all = all;
    }

    public static Headers of(Iterable<Map.Entry<String, String>> entries) {
        List<Map.Entry<String, String>> copy = new ArrayList<>();
        entries.forEach(copy::add);
        return new Headers(copy);
    }

    public static Headers of(List<Map.Entry<String, String>> entries) {
        return new Headers(List.copyOf(entries));
    }

    public static Headers of(String name, String value) {
        return new Headers(List.of(Map.entry(name, value)));
    }

    public Optional<String> first(String name) {
        for (Map.Entry<String, String> header : all) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    public Headers with(String name, String value) {
        List<Map.Entry<String, String>> copy = new ArrayList<>(all.size() + 1);
        copy.addAll(all);
        copy.add(Map.entry(name, value));
        return new Headers(copy);
    }

    /** Without those of this name. */
    public Headers without(String name) {
        return first(name).isEmpty() ? this : new Headers(all.stream().filter(header -> !header.getKey().equalsIgnoreCase(name)).toList());
    }

    public Headers and(Headers more) {
        if (all.isEmpty() || more.all.isEmpty()) {
            return all.isEmpty() ? more : this;
        }
        List<Map.Entry<String, String>> copy = new ArrayList<>(all.size() + more.all.size());
        copy.addAll(all);
        copy.addAll(more.all);
        return new Headers(copy);
    }

    public void forEach(BiConsumer<String, String> visitor) {
        all.forEach(header -> visitor.accept(header.getKey(), header.getValue()));
    }

    /**
     * The name of a header whose value no HTTP/1 header may have (RFC 9110, section 5.5), if there is one. HTTP/2 brings such values,
     * and they would end a header, or a line of a log, wherever they are passed on to.
     */
    public Optional<String> withControlCharacters() {
        for (Map.Entry<String, String> header : all) {
            String value = header.getValue();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < ' ' && c != '\t' || c == 0x7f) {
                    return Optional.of(header.getKey());
                }
            }
        }
        return Optional.empty();
    }

    /** Characters of all names and values together. */
    public int size() {
        int size = 0;
        for (Map.Entry<String, String> header : all) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }

    /** Names only: a value may be a secret. */
    @Override
    public String toString() {
        return all.stream().map(Map.Entry::getKey).toList().toString();
    }
}
