package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.pgclient.PgConnectOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://db:5432/portcullis                       | jdbc:postgresql://db:5432/portcullis
            postgres://db/portcullis                              | jdbc:postgresql://db/portcullis
            vertx-reactive:postgresql://db:6543/p?sslmode=require | jdbc:postgresql://db:6543/p?sslmode=require
            postgresql://127.0.0.1                                | jdbc:postgresql://127.0.0.1/
            postgresql://[::1]:5432/p                             | jdbc:postgresql://[::1]:5432/p
            postgresql://a:1,b:2/p                                | jdbc:postgresql://a:1,b:2/p?targetServerType=primary
            postgresql://a:1/p,postgresql://b:2/p                 | jdbc:postgresql://a:1,b:2/p?targetServerType=primary
            postgresql://db/p?search_path=own&application_name=g  | jdbc:postgresql://db/p?currentSchema=own&ApplicationName=g
            postgresql://db/a%20b                                 | jdbc:postgresql://db/a%20b
            """)
    void theJdbcFormFollowsFromTheReactiveOne(String reactive, String jdbc) {
        assertEquals(jdbc, DatabaseUrl.parseReactive(reactive).orElseThrow().jdbc());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://db:5432/portcullis                        | postgresql://db:5432/portcullis
            jdbc:postgresql://a:1,b:2/p?targetServerType=primary        | postgresql://a:1/p,postgresql://b:2/p
            jdbc:postgresql://db/p?currentSchema=own&loginTimeout=5     | postgresql://db/p?search_path=own
            jdbc:postgresql://db/p?sslmode=verify-full&sslrootcert=/a   | postgresql://db/p?sslmode=verify-full
            """)
    void theReactiveFormFollowsFromTheJdbcOne(String jdbc, String reactive) {
        assertEquals(reactive, DatabaseUrl.parseJdbc(jdbc).orElseThrow().reactive());
    }

    @Test
    void userAndPasswordAreTakenOutAndNeverPrinted() {
        for (String text : new String[] {"postgresql://ann:s%2Fcret@db/p", "postgresql://db/p?user=ann&password=s/cret"}) {
            DatabaseUrl url = DatabaseUrl.parseReactive(text).orElseThrow();
            assertEquals(Optional.of("ann"), url.user());
            assertEquals(Optional.of("s/cret"), url.password());
            for (String printed : new String[] {url.toString(), url.reactive(), url.jdbc()}) {
                assertFalse(printed.contains("cret"), printed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "db", "mysql://db/p", "postgresql://", "postgresql:///p", "postgresql://a b/p", "postgresql://db:port/p",
        "postgresql://db/p?novalue", "postgresql://db/%zz", "postgresql://a:b:c@db/p", "postgresql://a,/p", "jdbc:postgresql://db/p"})
    void whatIsNoUrlIsRefused(String text) {
        assertTrue(DatabaseUrl.parseReactive(text).isEmpty());
    }

    @Test
    void theDriverUnderstandsWhatIsWritten() {
        DatabaseUrl url = DatabaseUrl.parseReactive("postgresql://a:1,[::1]:2/own?sslmode=prefer&application_name=a%20b").orElseThrow();
        String[] each = url.reactive().split(",");
        assertEquals("a", PgConnectOptions.fromUri(each[0]).getHost());
        assertEquals("::1", PgConnectOptions.fromUri(each[1]).getHost());
        assertEquals("a b", PgConnectOptions.fromUri(each[1]).getProperties().get("application_name"));
    }
}
