package dev.portcullis.prompt.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.prompt.version.Semver;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentTest {

    private static final Deployment RAMP = deployed("1.0.0", "2.0.0", 5);

    private static Semver semver(String written) {
        return Semver.parse(written).orElseThrow();
    }

    private static Deployment deployed(String blue, String green, int percentage) {
        return new Deployment(semver(blue), Optional.ofNullable(green).map(DeploymentTest::semver), percentage);
    }

    @Test
    void whileOnlyTheShareChangesTheReleaseIsTheSame() {
        assertEquals(Optional.of("greet@2.0.0#1"), RAMP.release("greet"));
        assertEquals(RAMP.release("greet"), RAMP.switched(50).orElseThrow().release("greet"));
        assertEquals(RAMP.release("greet"), deployed("1.0.0", "2.0.0", 70).after(RAMP).release("greet"));
        assertEquals(50, RAMP.switched(50).orElseThrow().greenPercentage());
    }

    @Test
    void anotherPairIsAnotherReleaseAndSoIsTheSameAfterARollback() {
        assertEquals(Optional.of("greet@3.0.0#2"), deployed("1.0.0", "3.0.0", 5).after(RAMP).release("greet"));
        assertEquals(Optional.of("greet@2.0.0#2"), deployed("1.1.0", "2.0.0", 5).after(RAMP).release("greet"));
        Deployment back = RAMP.rolledBack().orElseThrow();
        assertEquals(Optional.empty(), back.release("greet"));
        assertEquals(Optional.of("greet@2.0.0#2"), RAMP.after(back).release("greet"));
        assertEquals(Optional.of("greet@2.0.0#2"), RAMP.after(deployed("1.0.0", null, 0).after(RAMP)).release("greet"));
        assertEquals(Optional.of("greet@3.0.0#2"), deployed("2.0.0", "3.0.0", 5).after(RAMP.promoted().orElseThrow()).release("greet"));
    }

    @Test
    void promotingMakesGreenBlueAndRemembersWhatItReplaces() {
        assertEquals(Optional.of(new Deployment(semver("2.0.0"), Optional.empty(), 0, 1, Optional.of(semver("1.0.0")))), RAMP.promoted());
    }

    @Test
    void aRollbackTakesGreenAwayOrUndoesWhatBlueBecameLast() {
        assertEquals(Optional.of(deployed("1.0.0", null, 0)), RAMP.rolledBack());
        assertEquals(Optional.of(deployed("1.0.0", null, 0)), RAMP.promoted().flatMap(Deployment::rolledBack));
        assertEquals(Optional.of(semver("1.0.0")), deployed("2.0.0", null, 0).after(deployed("1.0.0", null, 0)).rolledBack().map(Deployment::blue));
        assertEquals(Optional.of(semver("1.0.0")), deployed("2.0.0", null, 0).after(RAMP.promoted().orElseThrow()).rolledBack().map(Deployment::blue));
    }

    /** Two who roll back at once went back two versions. */
    @Test
    void nobodyGoesBackTwice() {
        Deployment next = deployed("2.0.0", "3.0.0", 5).after(RAMP.promoted().orElseThrow());
        assertEquals(Optional.of(semver("2.0.0")), next.rolledBack().map(Deployment::blue));
        assertEquals(Optional.empty(), next.rolledBack().flatMap(Deployment::rolledBack));
        assertEquals(Optional.empty(), RAMP.promoted().flatMap(Deployment::rolledBack).flatMap(Deployment::rolledBack));
    }

    @Test
    void withoutGreenThereIsNothingToSwitchOrPromote() {
        Deployment blue = deployed("1.0.0", null, 0);
        assertEquals(Optional.empty(), blue.switched(50));
        assertEquals(Optional.empty(), blue.promoted());
        assertEquals(Optional.empty(), blue.rolledBack());
    }
}
