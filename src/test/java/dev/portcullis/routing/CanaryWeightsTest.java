package dev.portcullis.routing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryWeightsTest {

    private static final TwoTargets TWO = new TwoTargets("blue", "green");

    /** An operator took everything from green at a gateway from before, and the canary's next step gave it more than it had had. */
    @Test
    void weightsThatSomebodyElseHasSetMeanwhileAreNotTheCanarys() {
        assertTrue(CanaryWeights.isAsSet("{\"green\":20,\"blue\":80}", TWO, 20));
        for (String other : List.of("{\"blue\":1,\"green\":0}", "{\"blue\":60,\"green\":40}", "{\"blue\":80,\"green\":20,\"red\":0}", "{\"blue\":80}", "{}")) {
            assertFalse(CanaryWeights.isAsSet(other, TWO, 20), other);
        }
    }
}
