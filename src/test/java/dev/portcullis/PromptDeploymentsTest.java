package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.canary.run.CanaryRefused.Why;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptDeploymentsTest {

    private static final Semver BLUE = version("1.0.0");
    private static final Semver GREEN = version("2.0.0");
    private static final Semver OTHER = version("3.0.0");

    @Test
    void aCanaryTakesTheGreenPlaceAndEachRunIsAnotherRelease() {
        Deployment first = PromptDeployments.beside("greet", new Deployment(BLUE, Optional.empty(), 0), GREEN, 5);
        assertEquals(List.of(BLUE, Optional.of(GREEN), 5), List.of(first.blue(), first.green(), first.greenPercentage()));
        Deployment again = PromptDeployments.beside("greet", first.rolledBack().orElseThrow(), GREEN, 5);
        assertNotEquals(first.release("greet"), again.release("greet"));
        assertEquals(first.release("greet"), first.switched(50).orElseThrow().release("greet"), "a larger share is the same one");
    }

    @Test
    void whatAllGetIsNoCanaryAndAnotherGreenIsNotPushedAside() {
        assertEquals(Why.ALREADY_BLUE, refused(new Deployment(GREEN, Optional.empty(), 0)));
        assertEquals(Why.OTHER_GREEN, refused(new Deployment(BLUE, Optional.of(OTHER), 1)));
        assertEquals(GREEN, PromptDeployments.beside("greet", new Deployment(BLUE, Optional.of(OTHER), 0), GREEN, 5).green().orElseThrow(),
                "one that nobody gets is");
    }

    /** It kept the name, and what had been told under it counted for the canary. */
    @Test
    void aCanaryOfWhatSomeHaveAlreadyIsAnotherReleaseThanTheOneTheyHad() {
        Deployment was = new Deployment(BLUE, Optional.of(GREEN), 10);
        Deployment canary = PromptDeployments.beside("greet", was, GREEN, 5);
        assertEquals(List.of(BLUE, Optional.of(GREEN), 5), List.of(canary.blue(), canary.green(), canary.greenPercentage()));
        assertNotEquals(was.release("greet"), canary.release("greet"));
        assertEquals(was.previous(), canary.previous(), "a rollback goes where it would have gone");
    }

    @Test
    void whereNothingWasDeployedBlueIsTheNewestRelease() {
        assertEquals(BLUE, PromptDeployments.newest(List.of(version("0.9.0"), version("2.0.0-rc.1"), BLUE)).blue());
    }

    private static Why refused(Deployment was) {
        return assertThrows(CanaryRefused.class, () -> PromptDeployments.beside("greet", was, GREEN, 5)).why();
    }

    private static Semver version(String written) {
        return Semver.parse(written).orElseThrow();
    }
}
