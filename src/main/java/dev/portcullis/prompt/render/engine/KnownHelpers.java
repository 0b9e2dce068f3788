package dev.portcullis.prompt.render.engine;

import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

import com.github.jknack.handlebars.Decorator;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.HelperRegistry;

/** The helpers that are put in here one by one, and no others: the engine's own registry begins with twelve, and can load scripts. */
final class KnownHelpers implements HelperRegistry {

    private final Map<String, Helper<?>> helpers = new HashMap<>();

    @Override
    @SuppressWarnings("unchecked") // the interface leaves the type to whoever asks
    public <C> Helper<C> helper(String name) {
        return (Helper<C>) helpers.get(name);
    }

    @Override
    public Set<Entry<String, Helper<?>>> helpers() {
        return helpers.entrySet();
    }

    @Override
    public <H> HelperRegistry registerHelper(String name, Helper<H> helper) {
        helpers.put(name, helper);
        return this;
    }

    @Override
    public <H> HelperRegistry registerHelperMissing(Helper<H> helper) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(Object source) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(Class<?> source) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(URI location) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(File input) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(String name, Reader source) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(String name, InputStream source) {
        throw refused();
    }

    @Override
    public HelperRegistry registerHelpers(String name, String source) {
        throw refused();
    }

    @Override
    public Decorator decorator(String name) {
        return null;
    }

    @Override
    public HelperRegistry registerDecorator(String name, Decorator decorator) {
        throw refused();
    }

    @Override
    public HelperRegistry setCharset(Charset charset) {
        return this;
    }

    private static UnsupportedOperationException refused() {
        return new UnsupportedOperationException("helpers are named one by one");
    }
}
