package dev.portcullis.guard.pii;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to look for personal data, by what the text is and how long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PersonalDataBenchmark {

    /** {@code prose} has nothing; {@code mail} a value in every other line; {@code numbers} are numbers only; {@code a} is one word. */
    @Param({"prose", "mail", "numbers", "phones", "a"})
    public String kind;

    @Param({"4096", "65536", "1048576"})
    public int size;

    private final PersonalData personalData = PersonalData.standard();
    private String text;

    @Setup
    public void make() {
        String piece = switch (kind) {
            case "prose" -> "The portcullis is lowered at night, and the guard counts who passes; nobody asks (why would they) what is in the carts. ";
            case "mail" -> "Summarise: Lucia Khan (frossi@example.com, (212) 555-0146) asked for a refund on 12 March for the second time this year.\n"
                    + "She says that the goods were broken when they came, and that nobody called her back since.\n";
            case "numbers" -> "17 204 3.5 1999 88,210 0.25 ";
            case "phones" -> "020 7946 0123 ";
            default -> "a";
        };
        text = piece.repeat(size / piece.length() + 1).substring(0, size);
    }

    @Benchmark
    public List<Entity> find() {
        return personalData.find(text);
    }
}
