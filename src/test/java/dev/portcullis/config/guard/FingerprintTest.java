package dev.portcullis.config.guard;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

import com.google.re2j.Pattern;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FingerprintTest {

    private static final GuardSettings PLAIN = GuardSettings.of("g");

    @Test
    void isTheSameInEveryProcessAndVersionUntilTheFormatChanges() {
        assertEquals("170585731f1fd6ee0e429799b788c41f", PLAIN.fingerprint());
    }

    @Test
    void isEqualForWhatDoesTheSame() {
        assertEquals(PLAIN.fingerprint(), GuardSettings.of("another-name").fingerprint());
        assertEquals(with(pii("URL", "PERSON")).fingerprint(), with(pii("PERSON", "URL")).fingerprint());
        assertEquals(with(policy("x")).fingerprint(), with(policy("x")).fingerprint());
    }

    @Test
    void differsWhereAnythingDiffers() {
        HarmSettings harm = HarmSettings.DEFAULT;
        List<GuardSettings> different = List.of(
                PLAIN,
                new GuardSettings("g", false, PLAIN.injection(), PLAIN.pii(), harm, List.of(), PLAIN.holdBack()),
                with(new InjectionSettings(GuardAction.BLOCK, OptionalDouble.empty(), true)),
                with(new InjectionSettings(GuardAction.FLAG, OptionalDouble.of(0.5), true)),
                with(new InjectionSettings(GuardAction.FLAG, OptionalDouble.of(0.25), true)),
                with(new InjectionSettings(GuardAction.FLAG, OptionalDouble.empty(), false)),
                with(pii("URL")),
                with(pii("URL", "PERSON")),
                with(new PiiSettings(PiiSettings.Action.REDACT, PiiSettings.Action.FLAG, EntityTypes.DEFAULT)),
                with(new PiiSettings(PiiSettings.Action.FLAG, PiiSettings.Action.REDACT, EntityTypes.DEFAULT)),
                with(new HarmSettings(GuardAction.OFF, GuardAction.FLAG, Map.of())),
                with(new HarmSettings(GuardAction.FLAG, GuardAction.OFF, Map.of())),
                with(new HarmSettings(GuardAction.FLAG, GuardAction.FLAG, Map.of(HarmCategory.HATE, 0.5))),
                with(new HarmSettings(GuardAction.FLAG, GuardAction.FLAG, Map.of(HarmCategory.SEXUAL, 0.5))),
                with(policy("a", "b")),
                with(policy("a1:b")),
                with(policy("b", "a")),
                with(new PolicySettings("p", EnumSet.allOf(Direction.class), List.of(), List.of(Pattern.compile("a")), PolicySettings.Action.BLOCK)),
                with(new PolicySettings("q", EnumSet.allOf(Direction.class), List.of("a"), List.of(), PolicySettings.Action.BLOCK)),
                with(new PolicySettings("p", EnumSet.of(Direction.REQUEST), List.of("a"), List.of(), PolicySettings.Action.BLOCK)),
                with(new PolicySettings("p", EnumSet.allOf(Direction.class), List.of("a"), List.of(), PolicySettings.Action.FLAG)),
                with(new HoldBack(128, PLAIN.holdBack().pause())),
                with(new HoldBack(256, Duration.ofMillis(51))));
        Set<String> fingerprints = new HashSet<>();
        different.forEach(settings -> fingerprints.add(settings.fingerprint()));
        assertEquals(different.size(), fingerprints.size());
    }

    private static PiiSettings pii(String... entities) {
        return new PiiSettings(PiiSettings.Action.FLAG, PiiSettings.Action.FLAG, new LinkedHashSet<>(List.of(entities)));
    }

    private static PolicySettings policy(String... terms) {
        return new PolicySettings("p", EnumSet.allOf(Direction.class), List.of(terms), List.of(), PolicySettings.Action.BLOCK);
    }

    private static GuardSettings with(Record part) {
        return new GuardSettings("g", true,
                part instanceof InjectionSettings injection ? injection : PLAIN.injection(),
                part instanceof PiiSettings pii ? pii : PLAIN.pii(),
                part instanceof HarmSettings harm ? harm : PLAIN.harm(),
                part instanceof PolicySettings policy ? List.of(policy) : List.of(),
                part instanceof HoldBack holdBack ? holdBack : PLAIN.holdBack());
    }
}
