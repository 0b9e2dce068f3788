package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Settings while they are read, one by one, over some that were there before. */
final class SettingsDraft {
    static final List<String> NAMES =
            List.of("ttft", "rate", "tokens", "head", "chunk", "line", "seed", "echo", "calls", "usage", "retry-after", "fault");
    private static final int MOST_TOKENS = 1_000_000;
    private static final double MOST_RATE = 1_000_000;
    private static final double LEAST_RATE = 0.01;
    private static final int MOST_CALLS = 16;

    private final SimulatorSettings before;
    private final Set<String> given = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private Duration ttft;
    private double rate;
    private int tokens;
    private boolean earlyHead;
    private Chunk chunk;
    private boolean crlf;
    private long seed;
    private boolean echo;
    private int calls;
    private OptionalInt retryAfter;
    private Told usage;

    SettingsDraft(SimulatorSettings before) {
        this.before = before;
        ttft = before.ttft();
        rate = before.rate();
        tokens = before.tokens();
        earlyHead = before.earlyHead();
        chunk = before.chunk();
        crlf = before.crlf();
        seed = before.seed();
        echo = before.echo();
        calls = before.calls();
        retryAfter = before.retryAfter();
        usage = before.usage();
    }

    void set(String name, String value) {
        if (!given.add(name) && !name.equals("fault")) {
            throw new InvalidSetting("Setting '" + name + "' is given twice.");
        }
        switch (name) {
            case "ttft" -> ttft = Words.duration(name, value);
            case "rate" -> rate = rate(value);
            case "tokens" -> tokens = (int) Words.whole(name, value, 0, MOST_TOKENS);
            case "head" -> earlyHead = either(name, value, "early", "late");
            case "chunk" -> chunk = Chunk.read(value);
            case "line" -> crlf = either(name, value, "crlf", "lf");
            case "seed" -> seed = Words.whole(name, value, Long.MIN_VALUE, Long.MAX_VALUE);
            case "echo" -> echo = value.isEmpty() || either(name, value, "on", "off");
            case "calls" -> calls = (int) Words.whole(name, value, 1, MOST_CALLS);
            case "usage" -> usage = told(value);
            case "retry-after" -> retryAfter = OptionalInt.of((int) Words.whole(name, value, 0, Integer.MAX_VALUE));
            case "fault" -> addFault(value);
            default -> throw new InvalidSetting("Unknown setting '" + name + "'; known: " + String.join(", ", NAMES) + ".");
        }
    }

    SimulatorSettings settings() {
        return new SimulatorSettings(ttft, rate, tokens, earlyHead, chunk, crlf, seed, echo, calls, retryAfter, usage,
                given.contains("fault") ? faults : before.faults(), before.key());
    }

    private void addFault(String value) {
        if (!value.equals("none")) {
            faults.add(Fault.read(value));
        }
    }

    private static Told told(String value) {
        return switch (value) {
            case "right" -> Told.RIGHT;
            case "none" -> Told.NONE;
            case "nonsense" -> Told.NONSENSE;
            default -> throw Words.wrong("usage", value, "right, none or nonsense");
        };
    }

    private static double rate(String value) {
        double rate = Words.decimal("rate", value, 0, MOST_RATE);
        if (rate > 0 && rate < LEAST_RATE) {
            throw Words.wrong("rate", value, "0, or a number from " + LEAST_RATE + " to " + MOST_RATE);
        }
        return rate;
    }

    private static boolean either(String name, String value, String yes, String no) {
        if (value.equals(yes) || value.equals(no)) {
            return value.equals(yes);
        }
        throw Words.wrong(name, value, yes + " or " + no);
    }
}
