package dev.portcullis.store;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private static final List<String> ANY_TRUSTED = List.of(TRUSTED, "quarkus.datasource.reactive.trust-certificate-jks.path",
            "quarkus.datasource.reactive.trust-certificate-pfx.path");
    private static final String HOST_VERIFICATION = "quarkus.datasource.reactive.hostname-verification-algorithm";
    private static final String VERIFY_FULL = "verify-full";
    private static final List<String> VERIFYING = List.of("verify-ca", VERIFY_FULL);

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
        SmallRyeConfig config = new SmallRyeConfigBuilder().forClassLoader(DatabaseSettings.class.getClassLoader())
                .withCustomizers(new QuarkusConfigBuilderCustomizer()).addDefaultInterceptors().addDefaultSources()
                .withSources(new PropertiesLocationConfigSourceFactory()).withSources(more).build();
        return name -> config.getOptionalValue(name, String.class)
                // A list may also be written as name[0], name[1] and so on.
                .or(() -> config.getOptionalValues(name, String.class).map(values -> String.join(",", values)))
                .filter(value -> !value.isBlank());
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
        String mode = sslMode(settings).or(() -> Optional.ofNullable(url.parameters().get("sslmode"))).orElse("");
        if (VERIFYING.contains(mode) && ANY_TRUSTED.stream().allMatch(name -> settings.apply(name).isEmpty())) {
            throw new CannotStart("sslmode=" + mode + " needs the certificate authority of the database: set "
                    + "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS to its file");
        }
        if (mode.equals(VERIFY_FULL) && settings.apply(HOST_VERIFICATION).isEmpty()) {
            // Quarkus says NONE by default, with which the driver refuses to connect.
            properties.put(HOST_VERIFICATION, "HTTPS");
        }
        return Optional.of(properties);
    }

    /** What the reactive driver is told of TLS by settings of its own, JDBC is told in its URL. */
    private static DatabaseUrl secured(DatabaseUrl url, Function<String, Optional<String>> settings) {
        DatabaseUrl secured = sslMode(settings).map(mode -> url.withDefault("sslmode", mode)).orElse(url);
        return settings.apply(TRUSTED).filter(files -> !files.contains(","))
                .map(file -> secured.withDefault("sslrootcert", file)).orElse(secured);
    }

    /** As URLs write it. */
    private static Optional<String> sslMode(Function<String, Optional<String>> settings) {
        return settings.apply(SSL_MODE).map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
