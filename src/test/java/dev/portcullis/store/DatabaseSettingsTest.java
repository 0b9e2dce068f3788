package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    @Test
    void aUrlThatIsNoneIsNotRepeated() {
        for (String setting : new String[] {DatabaseSettings.REACTIVE_URL, DatabaseSettings.JDBC_URL}) {
            String message = assertThrows(CannotStart.class, () -> read(Map.of(setting, "postgresql://ann:secret@db:port/p"))).getMessage();
            assertTrue(message.contains("QUARKUS_DATASOURCE_"), message);
            assertFalse(message.contains("secret"), message);
        }
    }

    private static Optional<Map<String, String>> read(Map<String, String> settings) throws CannotStart {
        return DatabaseSettings.external(name -> Optional.ofNullable(settings.get(name)));
    }
}
