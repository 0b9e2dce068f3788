package dev.portcullis.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * Someone who answers calls.
 *
 * @param baseUrl        without a trailing slash; absent only for the simulator: the built-in one
 * @param apiKey         absent where the provider wants none, as vLLM and Ollama do
 * @param apiVersion     present for Azure only
 * @param maxConnections to this provider, 1 to 65535
 * @param streamUsage    whether {@code stream_options.include_usage} may be added to a streamed call
 */
public record ProviderSettings(
        String name,
        Dialect dialect,
        Optional<URI> baseUrl,
        Optional<Secret> apiKey,
        Optional<String> apiVersion,
        Timeouts timeouts,
        int maxConnections,
        boolean streamUsage) {

    static final int DEFAULT_CONNECTIONS = 512;

    private static final int MOST_PORT = 65_535;

    static ProviderSettings read(String name, Section in) {
        Names.check(name, in);
        Optional<Dialect> dialect = in.required("dialect").flatMap(value -> value.word(Dialect.values(), Dialect::yamlName));
        return new ProviderSettings(
                name,
                dialect.orElse(Dialect.SIMULATOR),
                neededUnless(dialect, Dialect.SIMULATOR, "base-url", in).flatMap(ProviderSettings::baseUrl),
                in.value("api-key").flatMap(Secret::read),
                apiVersion(dialect, in),
                in.section("timeouts", Timeouts::read),
                in.whole("max-connections", 1, MOST_PORT, DEFAULT_CONNECTIONS),
                in.flag("stream-usage", true));
    }

    private static Optional<Value> neededUnless(Optional<Dialect> dialect, Dialect exempt, String key, Section in) {
        return dialect.filter(it -> it != exempt)
                .map(it -> in.required(key, "the dialect " + it.yamlName() + " needs it"))
                .orElseGet(() -> in.value(key));
    }

    private static Optional<String> apiVersion(Optional<Dialect> dialect, Section in) {
        Optional<Value> value = dialect.filter(it -> it == Dialect.AZURE_OPENAI).isPresent()
                ? in.required("api-version", "the dialect azure-openai needs it, for example 2024-10-21")
                : in.value("api-version");
        if (value.isPresent() && dialect.isPresent() && dialect.get() != Dialect.AZURE_OPENAI) {
            value.get().problem("only the dialect azure-openai has it");
        }
        return value.flatMap(it -> it.text().filter(text -> {
            boolean fits = text.matches("[A-Za-z0-9._-]{1,64}");
            if (!fits) {
                it.problem(it.shown() + " is not a version of the API such as 2024-10-21");
            }
            return fits;
        }));
    }

    /** A URL is never repeated in a message: it may hold a password. */
    private static Optional<URI> baseUrl(Value value) {
        return value.text().flatMap(text -> {
            try {
                URI url = new URI(text.replaceFirst("/+$", ""));
                boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
                if (web && url.getRawUserInfo() != null) {
                    value.problem("a user or password in the URL is not taken; use api-key");
                } else if (web && (url.getRawQuery() != null || url.getRawFragment() != null)) {
                    value.problem("expected a URL without ? and #");
                } else if (web && url.getHost() != null && url.getPort() != 0 && url.getPort() <= MOST_PORT) {
                    return Optional.of(url);
                } else {
                    value.problem("expected a URL such as https://api.example.com/v1");
                }
            } catch (URISyntaxException _) {
                value.problem("expected a URL such as https://api.example.com/v1");
            }
            return Optional.empty();
        });
    }
}
