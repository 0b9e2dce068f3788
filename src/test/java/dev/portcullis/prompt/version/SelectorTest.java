package dev.portcullis.prompt.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    private static final List<String> THERE = List.of("0.0.3", "0.0.4", "0.2.3", "0.2.9", "0.3.0", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0-rc.1", "2.1.0-rc.2",
            "2.1.0", "2.1.3", "2.1.9", "2.2.0", "2.9.0-beta", "3.0.0-alpha", "3.0.0-rc.1", "10.0.0");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            latest        | 10.0.0
            2             | 2.2.0
            2.1           | 2.1.9
            2.1.3         | 2.1.3
            ^2            | 2.2.0
            ^2.1          | 2.2.0
            ^2.1.3        | 2.2.0
            ^2.2.1        |
            ~2            | 2.2.0
            ~2.1          | 2.1.9
            ~2.1.3        | 2.1.9
            ~2.1.10       |
            0             | 0.3.0
            0.2           | 0.2.9
            ^0            | 0.3.0
            ^0.2          | 0.2.9
            ^0.2.3        | 0.2.9
            ^0.0.3        | 0.0.3
            ^0.0          | 0.0.4
            ~0.0.3        | 0.0.4
            1             | 1.0.0
            10            | 10.0.0
            11            |
            2.1.0-rc.1    | 2.1.0-rc.1
            2.1.0-rc.3    |
            2.1.1         |
            ^2.1.0-rc.1   | 2.2.0
            ~2.1.0-rc.1   | 2.1.9
            ^2.9.0-beta   | 2.9.0-beta
            ^2.9.0-alpha  | 2.9.0-beta
            ^2.8          |
            3             |
            ^3.0.0-alpha  | 3.0.0-rc.1
            ^3            |
            """)
    void choosesTheGreatestThatFits(String written, String chosen) {
        Selector selector = Selector.parse(written).orElseThrow();
        assertEquals(Optional.ofNullable(chosen), there().choose(selector), written);
        assertEquals(written, selector.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2.", ".2", "2..1", "02", "2.01", "^", "~", "^^2", "^~2", "^latest", "Latest", "v2", "=2.1.0", ">=2", "2.x", "2.*", "*", "2 ", " 2",
        "2.1-rc", "^2.1-rc", "2.1.0.0", "^2.1.0+build", "2.1.0-", "2 || 3", "-1", "٢", "2\n", "deployed"})
    void whatIsNoSelectorIsNone(String written) {
        assertEquals(Optional.empty(), Selector.parse(written));
    }

    @Test
    void whereThereAreOnlyPreReleasesLatestIsNone() {
        Versions<String> early = Versions.<String>none().with(Semver.of("1.0.0-rc.2"), "rc.2").with(Semver.of("1.0.0-rc.1"), "rc.1");
        assertEquals(Optional.empty(), early.choose(new Selector.Latest()));
        assertEquals(Optional.of("rc.2"), early.newest());
        assertEquals(Optional.empty(), Versions.none().newest());
    }

    @Test
    void knowsTheReleasesBesideAVersion() {
        assertEquals(Optional.of("2.0.0"), there().releaseBefore(Semver.of("2.1.0-rc.2")));
        assertEquals(Optional.of("2.1.0"), there().releaseAfter(Semver.of("2.1.0-rc.2")));
        assertEquals(Optional.of("2.0.0"), there().releaseBefore(Semver.of("2.1.0")));
        assertEquals(Optional.of("2.1.3"), there().releaseAfter(Semver.of("2.1.0")));
        assertEquals(Optional.empty(), there().releaseBefore(Semver.of("0.0.3")));
        assertEquals(Optional.empty(), there().releaseAfter(Semver.of("10.0.0")));
    }

    @Test
    void listsAllOfThemTheGreatestFirst() {
        assertEquals(THERE.reversed(), there().descending());
        assertEquals(THERE.size(), there().size());
        assertEquals(THERE.size(), there().values().distinct().count());
        assertEquals(THERE.size(), there().with(Semver.of("2.0.0"), "again").size());
    }

    /** Two binary searches choose what a look at each of them does. */
    @Property
    void choosesWhatALookAtEachOfThemDoes(@ForAll @Size(max = 30) List<@net.jqwik.api.From("versions") Semver> all, @ForAll("written") String written) {
        Selector selector = Selector.parse(written).orElseThrow();
        Versions<Semver> versions = Versions.none();
        for (Semver version : all) {
            versions = versions.with(version, version);
        }
        Optional<Semver> greatest = all.stream().filter(selector::matches).max(Semver::compareTo);
        assertEquals(greatest, versions.choose(selector));
        List<Semver> ascending = new ArrayList<>(versions.descending().reversed());
        assertEquals(all.stream().distinct().sorted().toList(), ascending);
        assertTrue(versions.size() <= all.size());
    }

    @Provide
    static Arbitrary<Semver> versions() {
        return SemverTest.versions();
    }

    @Provide
    static Arbitrary<String> written() {
        Arbitrary<String> range = net.jqwik.api.Combinators.combine(Arbitraries.of("", "^", "~"), SemverTest.versions(), Arbitraries.of(1, 2, 3))
                .as((sign, version, numbers) -> {
                    String[] parts = version.release().toString().split("\\.");
                    return sign + (numbers == 3 ? version.toString() : numbers == 2 ? parts[0] + "." + parts[1] : parts[0]);
                });
        return Arbitraries.oneOf(range, Arbitraries.just("latest"));
    }

    private static Versions<String> there() {
        Versions<String> versions = Versions.none();
        for (String version : THERE) {
            versions = versions.with(Semver.of(version), version);
        }
        return versions;
    }
}
