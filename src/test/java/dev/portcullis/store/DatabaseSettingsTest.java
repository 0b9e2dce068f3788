package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    @Test
    void withoutAUrlNoDatabaseIsNamed() throws CannotStart {
        assertEquals(Optional.empty(), DatabaseSettings.external(name -> Optional.empty()));
        assertEquals(Optional.empty(), read(Map.of(DatabaseSettings.USERNAME, "ann")));
    }

    @Test
    void aJdbcUrlThatIsSetIsLeftAlone() throws CannotStart {
        Map<String, String> properties = read(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db/p",
                DatabaseSettings.JDBC_URL, "jdbc:postgresql://other/q?loginTimeout=1")).orElseThrow();
        assertEquals(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db/p"), properties);
    }

    @Test
    void aJdbcUrlAloneIsEnough() throws CannotStart {
        Map<String, String> properties = read(Map.of(DatabaseSettings.JDBC_URL, "jdbc:postgresql://db:1/p?user=ann&password=secret")).orElseThrow();
        assertEquals(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db:1/p", DatabaseSettings.USERNAME, "ann",
                DatabaseSettings.PASSWORD, "secret"), properties);
    }

    @Test
    void aUserInTheUrlGivesWayToTheSettingOfItsOwn() throws CannotStart {
        Map<String, String> properties = read(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://ann:secret@db/p",
                DatabaseSettings.USERNAME, "bob", DatabaseSettings.PASSWORD, "other")).orElseThrow();
        assertEquals(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db/p", DatabaseSettings.JDBC_URL, "jdbc:postgresql://db/p"), properties);
    }

    @Test
    void jdbcIsToldOfTlsAsTheReactiveDriverIs() throws CannotStart {
        Map<String, String> properties = read(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db/p",
                "quarkus.datasource.reactive.postgresql.ssl-mode", "VERIFY_CA",
                "quarkus.datasource.reactive.trust-certificate-pem.certs", "/etc/ca.pem")).orElseThrow();
        assertEquals("jdbc:postgresql://db/p?sslmode=verify-ca&sslrootcert=%2Fetc%2Fca.pem", properties.get(DatabaseSettings.JDBC_URL));
    }

    /** Quarkus' default is to verify no host, with which the driver refuses verify-full: only the migrations got through. */
    @Test
    void verifyFullVerifiesTheHost() throws CannotStart {
        String algorithm = "quarkus.datasource.reactive.hostname-verification-algorithm";
        String trusted = "quarkus.datasource.reactive.trust-certificate-pem.certs";
        String mode = "quarkus.datasource.reactive.postgresql.ssl-mode";
        String url = "postgresql://db/p";
        for (Map<String, String> settings : List.of(
                Map.of(DatabaseSettings.REACTIVE_URL, url + "?sslmode=verify-full", trusted, "/ca.pem"),
                Map.of(DatabaseSettings.JDBC_URL, "jdbc:" + url + "?sslmode=verify-full", trusted, "/ca.pem"),
                Map.of(DatabaseSettings.REACTIVE_URL, url, mode, "VERIFY_FULL", trusted, "/ca.pem"),
                Map.of(DatabaseSettings.REACTIVE_URL, url + "?sslmode=require", mode, "verify-full", trusted, "/ca.pem"))) {
            assertEquals("HTTPS", read(settings).orElseThrow().get(algorithm), settings::toString);
        }
        for (Map<String, String> settings : List.of(
                Map.of(DatabaseSettings.REACTIVE_URL, url + "?sslmode=verify-full", trusted, "/ca.pem", algorithm, "LDAPS"),
                Map.of(DatabaseSettings.REACTIVE_URL, url + "?sslmode=verify-ca", trusted, "/ca.pem"),
                Map.of(DatabaseSettings.REACTIVE_URL, url + "?sslmode=verify-full", mode, "REQUIRE"))) {
            assertFalse(read(settings).orElseThrow().containsKey(algorithm), settings::toString);
        }
    }

    /** The driver connects to nothing then, and does not say which setting is missing. */
    @Test
    void aServerThatIsToBeVerifiedNeedsAnAuthorityThatVerifies() {
        for (String mode : List.of("verify-ca", "verify-full")) {
            String message = assertThrows(CannotStart.class,
                    () -> read(Map.of(DatabaseSettings.REACTIVE_URL, "postgresql://db/p?sslmode=" + mode))).getMessage();
            assertTrue(message.contains("sslmode=" + mode) && message.contains("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS"), message);
        }
    }

    @Test
    void aUrlThatIsNoneIsNotRepeated() {
        for (String setting : new String[] {DatabaseSettings.REACTIVE_URL, DatabaseSettings.JDBC_URL}) {
            String message = assertThrows(CannotStart.class, () -> read(Map.of(setting, "postgresql://ann:secret@db:port/p"))).getMessage();
            assertTrue(message.contains("QUARKUS_DATASOURCE_"), message);
            assertFalse(message.contains("secret"), message);
        }
    }

    static Stream<Arguments> placesThatQuarkusReads() {
        String url = "postgresql://named/p";
        return Stream.of(Arguments.of(Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", url), Map.of()),
                Arguments.of(Map.of("_PROD_QUARKUS_DATASOURCE_REACTIVE_URL", url), Map.of()),
                Arguments.of(Map.of("QUARKUS_PROFILE", "eu", "_EU_QUARKUS_DATASOURCE_REACTIVE_URL", url), Map.of()),
                Arguments.of(Map.of("SMALLRYE_CONFIG_PROFILE", "eu", "_EU_QUARKUS_DATASOURCE_REACTIVE_URL", url), Map.of()),
                Arguments.of(Map.of("WHERE", "named"), Map.of("quarkus.datasource.reactive.url", "postgresql://${WHERE}/p")),
                Arguments.of(Map.of(), Map.of("%prod.quarkus.datasource.reactive.url", url)),
                Arguments.of(Map.of(), Map.of("quarkus.profile", "eu", "%eu.quarkus.datasource.reactive.url", url)),
                Arguments.of(Map.of(), Map.of("quarkus.datasource.reactive.url[0]", url)),
                Arguments.of(Map.of(), Map.of("%prod.quarkus.datasource.jdbc.url", "jdbc:" + url)));
    }

    /** One in a profile's setting was passed over, and an embedded one started: keys and ledger went to a local folder. */
    @ParameterizedTest
    @MethodSource("placesThatQuarkusReads")
    void aDatabaseIsSeenWhereverQuarkusSeesIt(Map<String, String> environment, Map<String, String> file) throws CannotStart {
        Map<String, String> properties = DatabaseSettings.external(
                DatabaseSettings.early(new EnvConfigSource(environment, 300), new PropertiesConfigSource(file, "file", 260))).orElseThrow();
        assertEquals("postgresql://named/p", properties.get(DatabaseSettings.REACTIVE_URL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMALLRYE_CONFIG_LOCATIONS", "QUARKUS_CONFIG_LOCATIONS", "_PROD_QUARKUS_CONFIG_LOCATIONS"})
    void aDatabaseIsSeenInAFileThatASettingNames(String setting, @TempDir Path folder) throws IOException, CannotStart {
        Path file = Files.writeString(folder.resolve("database.properties"), "%prod.quarkus.datasource.reactive.url=postgresql://named/p\n");
        EnvConfigSource environment = new EnvConfigSource(Map.of(setting, file.toString()), 300);
        assertEquals("postgresql://named/p", DatabaseSettings.early(environment).apply(DatabaseSettings.REACTIVE_URL).orElseThrow());
    }

    @Test
    void aSettingOfAnotherProfileIsNone() {
        EnvConfigSource environment = new EnvConfigSource(Map.of("_DEV_QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://named/p"), 300);
        assertEquals(Optional.empty(), DatabaseSettings.early(environment).apply(DatabaseSettings.REACTIVE_URL));
    }

    private static Optional<Map<String, String>> read(Map<String, String> settings) throws CannotStart {
        return DatabaseSettings.external(name -> Optional.ofNullable(settings.get(name)));
    }
}
