package dev.portcullis.release.shadow.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpareConnectionsTest {

    private final SpareConnections spare = new SpareConnections();

    @BeforeEach
    void configure() throws Exception {
        spare.apply(GatewayYaml.read("gateway.yaml", """
                providers: { small: { dialect: simulator, max-connections: 3 }, large: { dialect: simulator, max-connections: 11 } }
                models:
                  few: { targets: { t: { provider: small } } }
                  many: { targets: { t: { provider: large } } }
                  both: { targets: { t: { provider: large }, u: { provider: small } } }
                """, name -> null));
    }

    @Test
    void aQuarterIsSparedAndAtLeastOne() {
        Runnable one = spare.take("few").orElseThrow();
        assertEquals(Optional.empty(), spare.take("few"));
        assertTrue(spare.take("many").isPresent());
        assertTrue(spare.take("many").isPresent());
        assertEquals(Optional.empty(), spare.take("many"));
        one.run();
        assertTrue(spare.take("few").isPresent());
    }

    @Test
    void aModelAtTwoProvidersCountsAtBoth() {
        Runnable both = spare.take("both").orElseThrow();
        assertEquals(Optional.empty(), spare.take("few"));
        assertTrue(spare.take("many").isPresent());
        assertEquals(Optional.empty(), spare.take("many"));
        both.run();
        assertTrue(spare.take("few").isPresent());
        assertEquals(Optional.empty(), spare.take("both"), "the small one has none");
    }

    @Test
    void aModelThatIsGoneTakesNone() {
        assertTrue(spare.take("gone").isPresent());
    }
}
