package dev.portcullis.guard.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            drop <10> gate         # drop the old gate now       => drop the old gate
            drop <5> gate          # drop the old gate now       =>
            drop <10> gate         # drop it. the gate           =>
            drop <<10>> gate       # drop it. the gate           => drop it. the gate
            drop <10> gate         # drop 0.5 gate               => drop 0.5 gate
            drop <20> gate         # drop, drop the gate         => drop the gate
            drop <10> gate         # gate drop                   =>
            drop <10> gate         # dropped gates               =>
            drop* <10> gate*       # dropped gates               => dropped gate
            iron gate              # the iron-gate, iron_gate    => iron-gate; iron_gate
            iron gate              # iron  gate                  => iron  gate
            drop <0> drop          # drop                        =>
            <|gate|>               # a<|gate|>b                  => <|gate|>
            drop <9> gate          # airdrop the gate            =>
            *drop <9> gate         # airdrop the gate            => drop the gate
            drop <9> gate          # drop.\tgate                 =>
            drop <9> gate          # drop。gate                  =>
            iron gate              # an iron - _ gate            => iron - _ gate
            门                     # 开门吧                      => 门
            gate                   # gateé gateways gate         => gate
            gate:*                 # gate:s                      => gate:
            gate:                  # gate:s                      => gate:
            iron gate              # iron gates, iron gate_      => iron gate
            drop <5> the <4> gate  # drop the the gate           => drop the the gate
            """)
    void stepsComeInOrderAndNearEnough(String both, String found) {
        String pattern = both.substring(0, both.indexOf('#')).strip();
        String text = both.substring(both.indexOf('#') + 1).strip();
        List<String> spans = new ArrayList<>();
        new Phrases(RuleReader.read("tool.gate 0.5 " + pattern)).find(text, (rule, start, end) -> spans.add(text.substring(start, end)));
        assertEquals(found == null ? "" : found, String.join("; ", spans));
    }
}
