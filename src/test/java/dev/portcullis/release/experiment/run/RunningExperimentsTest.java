package dev.portcullis.release.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.release.Variant;
import dev.portcullis.release.experiment.Draw;
import dev.portcullis.release.experiment.Places;
import dev.portcullis.release.experiment.Plans;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunningExperimentsTest {

    private static final Predicate<String> SAYS_NOTHING = field -> false;

    private final Draw first = new Draw(Plans.running(1, Plans.plan("one", "[{'name':'a','weight':1},{'name':'b','weight':1,'settings':{'temperature':0.5}}]"
            + ",'exclusion_group':'g'"), new Places(0, 5_000)));
    private final Draw second = new Draw(Plans.running(2, Plans.plan("two", "[{'name':'a','weight':1},{'name':'b','weight':1,'model':'m','version':'1.0.0'}]"
            + ",'exclusion_group':'g'"), new Places(5_000, 9_000)));

    private Optional<Variant> variant(String user, Predicate<String> says) {
        return RunningExperiments.variant(List.of(first, second), user, says);
    }

    @Test
    void aUserIsInOneExperimentOfAPrompt() {
        Set<String> releases = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String user = "user-" + i;
            Optional<String> release = variant(user, SAYS_NOTHING).map(variant -> variant.assignment().release());
            assertEquals(first.takesPart(user) ? Optional.of("experiment:one#1") : second.takesPart(user) ? Optional.of("experiment:two#2") : Optional.empty(), release);
            releases.add(release.orElse("none"));
        }
        assertEquals(3, releases.size(), "some are in none");
    }

    @Test
    void aVariantSaysWhatItPutsInTheVersionsPlace() {
        Variant other = users().map(user -> variant(user, SAYS_NOTHING)).flatMap(Optional::stream)
                .filter(variant -> variant.assignment().experiment().equals(Optional.of("two=b"))).findFirst().orElseThrow();
        assertEquals(Optional.of("1.0.0"), other.version());
        assertEquals(Optional.of("m"), other.model());
        Variant warm = users().map(user -> variant(user, SAYS_NOTHING)).flatMap(Optional::stream)
                .filter(variant -> variant.assignment().experiment().equals(Optional.of("one=b"))).findFirst().orElseThrow();
        assertEquals(Map.of("temperature", 0.5), warm.settings());
    }

    @Test
    void whoSaysWhatTheVariantsDifferInIsNoPartOfItWhicheverOneTheyWouldHaveGot() {
        assertTrue(users().filter(first::takesPart).allMatch(user -> variant(user, "temperature"::equals).isEmpty()));
        assertTrue(users().filter(first::takesPart).allMatch(user -> variant(user, "model"::equals).isPresent()));
        assertTrue(users().filter(second::takesPart).allMatch(user -> variant(user, "model"::equals).isEmpty()));
    }

    private static Stream<String> users() {
        return IntStream.range(0, 200).mapToObj(i -> "user-" + i);
    }
}
