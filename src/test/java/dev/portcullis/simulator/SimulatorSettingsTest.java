package dev.portcullis.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.simulator.wire.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorSettingsTest {
    @Test
    void readsEverySetting() {
        SimulatorSettings read = SimulatorSettings.parse("ttft=200ms;rate=2.5;tokens=300;head=early;chunk=7;line=crlf;seed=-7;echo;"
                + "calls=2;usage=none;retry-after=1;fault=status:503@0.3#2;fault=stall");
        assertEquals(new SimulatorSettings(Duration.ofMillis(200), 2.5, 300, true, new Chunk(Chunk.Cut.BYTES, 7), true, -7, true, 2,
                OptionalInt.of(1), Told.NONE, List.of(new Fault(Fault.Kind.STATUS, 503, 0.3, 2),
                        new Fault(Fault.Kind.STALL, 0, 1, Long.MAX_VALUE)), Optional.empty()), read);
    }

    @Test
    void overridesOnlyWhatIsNamed() {
        SimulatorSettings defaults = SimulatorSettings.parse("tokens=5;fault=stall").withKey("secret");
        SimulatorSettings both = Scenario.of("demo;seed=3", defaults).settings();
        assertEquals(List.of(5, 3L, 1, Optional.of("secret")), List.of(both.tokens(), both.seed(), both.faults().size(), both.key()));
        assertEquals(List.of(), defaults.with("fault=none").faults());
        assertEquals(Fault.Kind.RESET, defaults.with("fault=reset").faults().getFirst().kind());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tfft=2s             | Unknown setting 'tfft'; known: ttft, rate
            ttft=2              | Invalid ttft '2': expected a duration such as 200ms
            ttft=2h             | Invalid ttft '2h'
            ttft=99m            | Invalid ttft '99': expected a whole number from 0 to 60
            rate=fast           | Invalid rate 'fast': expected a number
            rate=0.001          | Invalid rate '0.001': expected 0, or
            rate=NaN            | Invalid rate
            tokens=-1           | Invalid tokens '-1': expected a whole number from 0 to 1000000
            head=now            | Invalid head 'now': expected early or late
            chunk=0             | Invalid chunk (or due, event, random) '0'
            usage=some          | Invalid usage 'some': expected right, none or nonsense
            seed=1;seed=2       | Setting 'seed' is given twice
            seed=1;             | Unknown setting ''
            key=secret          | Unknown setting 'key'
            fault=explode       | Unknown fault 'explode'; known: status, reset
            fault=status        | Invalid fault status ''
            fault=status:200    | Invalid fault status '200': expected a whole number from 400 to 599
            fault=stall:3       | Fault 'stall' takes no argument
            fault=stall@2       | Invalid fault probability '2'
            fault=stall#0       | Invalid fault requests '0'
            """)
    void refusesWhatItDoesNotKnowAndSaysWhatWouldBeRight(String settings, String message) {
        String said = assertThrows(InvalidSetting.class, () -> SimulatorSettings.parse(settings)).getMessage();
        assertTrue(said.startsWith(message), said);
    }

    @Test
    void strikesTheFirstRequestsThenTheNextFault() {
        Scenario scenario = Scenario.of("m;fault=status:503#2;fault=status:429#3", SimulatorSettings.DEFAULTS);
        List<Integer> struck = IntStream.range(0, 4).mapToObj(request -> scenario.strike().map(Fault::argument).orElse(0)).toList();
        assertEquals(List.of(503, 503, 429, 0), struck);
    }

    @Test
    void strikesAboutAsOftenAsItsProbabilityAndTheSameForTheSameSeed() {
        assertEquals(strikes("m;seed=5;fault=stall@0.3"), strikes("m;seed=5;fault=stall@0.3"));
        assertEquals(300, strikes("m;seed=5;fault=stall@0.3"), 50);
    }

    @Test
    void readsFlags() {
        CommandLine line = CommandLine.read(
                new String[] {"--port", "0", "--ttft=20ms", "--echo", "--fault", "stall", "--key", "secret"}, 2);
        assertEquals(SimulatorSettings.parse("ttft=20ms;echo;fault=stall").withKey("secret"), line.settings());
        assertEquals(List.of("127.0.0.1", 0, 2), List.of(line.host(), line.port(), line.eventLoops()));
        assertThrows(InvalidSetting.class, () -> CommandLine.read(new String[] {"9100"}, 2));
        assertThrows(InvalidSetting.class, () -> CommandLine.read(new String[] {"--prot", "9100"}, 2));
    }

    private static long strikes(String name) {
        Scenario scenario = Scenario.of(name, SimulatorSettings.DEFAULTS);
        return IntStream.range(0, 1000).filter(request -> scenario.strike().isPresent()).count();
    }
}
