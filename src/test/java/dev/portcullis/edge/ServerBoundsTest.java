package dev.portcullis.edge;

import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ServerBoundsTest {

    /** HTTP/2 has a bound of its own, 8 KiB where nobody sets it: half of a token's 16 KiB, and twice that ended the connection with all its calls. */
    @Test
    void takesHeadersOfOneSizeOverBothVersionsOfHttp() throws IOException {
        Properties settings = settings();
        assertEquals(new MemorySizeConverter().convert(settings.getProperty("quarkus.http.limits.max-header-size")).asLongValue(),
                Long.parseLong(settings.getProperty("quarkus.http.limits.max-header-list-size", "8192")));
    }

    /** At the 201st caller who left within 30 s a proxy's connection was closed, and with it the streams of all who had stayed. */
    @Test
    void letsAProxysCallersLeave() throws IOException {
        assertEquals("10000", settings().getProperty("quarkus.http.limits.rst-flood-max-rst-frame-per-window"));
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (InputStream file = ServerBoundsTest.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }
        return settings;
    }
}
