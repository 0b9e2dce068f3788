package dev.portcullis.store;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What the operator says of a database, read before Quarkus reads it, and what Quarkus must be told beside it. Migrations need
 * JDBC, all else is reactive: whichever of the two URLs is missing is derived from the other.
 */
final class DatabaseSettings {

    /** The setting that every message names. */
    static final String REACTIVE_SETTING = "QUARKUS_DATASOURCE_REACTIVE_URL";
    static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    static final String JDBC_URL = "quarkus.datasource.jdbc.url";
    static final String USERNAME = "quarkus.datasource.username";
    static final String PASSWORD = "quarkus.datasource.password";

    private static final String JDBC_SETTING = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final String SSL_MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";
    private static final String TRUSTED = "quarkus.datasource.reactive.trust-certificate-pem.certs";

    private DatabaseSettings() {
    }

    /**
     * What Quarkus will read, of the same profile: properties of the process, its environment, {@code .env},
     * {@code config/application.properties} and the files that {@code quarkus.config.locations} names. A database that only Quarkus
     * knew of would be passed over for an embedded one.
     *
     * @param more sources beside those
     */
    static Function<String, Optional<String>> early(ConfigSource... more) {
        Config config = new SmallRyeConfigBuilder().forClassLoader(DatabaseSettings.class.getClassLoader())
                .withCustomizers(new QuarkusConfigBuilderCustomizer()).addDefaultInterceptors().addDefaultSources()
                .withSources(new PropertiesLocationConfigSourceFactory()).withSources(more).build();
        return name -> config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    /**
     * @param settings the value of a Quarkus property
     * @return the properties to set; absent where no database is named
     */
    static Optional<Map<String, String>> external(Function<String, Optional<String>> settings) throws CannotStart {
        Optional<String> reactive = settings.apply(REACTIVE_URL);
        Optional<String> jdbc = settings.apply(JDBC_URL);
        if (reactive.isEmpty() && jdbc.isEmpty()) {
            return Optional.empty();
        }
        DatabaseUrl url = reactive.isPresent()
                ? DatabaseUrl.parseReactive(reactive.get()).orElseThrow(() -> new CannotStart(
                        REACTIVE_SETTING + " is not the URL of a PostgreSQL. Expected postgresql://host:5432/database, with user and password in "
                                + "QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD"))
                : DatabaseUrl.parseJdbc(jdbc.get()).orElseThrow(() -> new CannotStart(
                        "from " + JDBC_SETTING + " no " + REACTIVE_SETTING + " can be derived: expected jdbc:postgresql://host:5432/database"));
        Map<String, String> properties = new HashMap<>();
        properties.put(REACTIVE_URL, url.reactive());
        if (jdbc.isEmpty()) {
            properties.put(JDBC_URL, secured(url, settings).jdbc());
        }
        if (settings.apply(USERNAME).isEmpty()) {
            url.user().ifPresent(user -> properties.put(USERNAME, user));
        }
        if (settings.apply(PASSWORD).isEmpty()) {
            url.password().ifPresent(password -> properties.put(PASSWORD, password));
        }
        return Optional.of(properties);
    }

    /** What the reactive driver is told of TLS by settings of its own, JDBC is told in its URL. */
    private static DatabaseUrl secured(DatabaseUrl url, Function<String, Optional<String>> settings) {
        DatabaseUrl secured = settings.apply(SSL_MODE)
                .map(mode -> url.withDefault("sslmode", mode.toLowerCase(Locale.ROOT).replace('_', '-'))).orElse(url);
        return settings.apply(TRUSTED).filter(files -> !files.contains(","))
                .map(file -> secured.withDefault("sslrootcert", file)).orElse(secured);
    }
}
