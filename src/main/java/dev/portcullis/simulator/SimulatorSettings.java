package dev.portcullis.simulator;

import dev.portcullis.simulator.wire.Manner;
import dev.portcullis.simulator.wire.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the simulator answers. Defaults are given at start; a request overrides them in its model's name after a {@code ;}, because that
 * is what travels through any gateway: {@code demo;ttft=200ms;rate=50;fault=status:503@0.3}. Answers name the model before the
 * {@code ;}. Settings are separated by {@code ;}, strict, and each but {@code fault} may be given once:
 *
 * <pre>
 * ttft=200ms           time to the first token, or to a plain answer's first: whole ms, s or m, at most an hour
 * rate=50              tokens per second after the first; 0: all at once
 * tokens=300           length of a text, 0 to 1000000
 * head=early|late      whether a stream's head is sent at once or with the first token
 * chunk=due|event|random|7   how a stream's bytes are cut into writes; a number is bytes, and cuts events anywhere
 * line=lf|crlf         line ends of a stream
 * seed=7               what the words and the drawing of faults depend on
 * echo[=on|off]        answer with the last user message
 * usage=right|none|nonsense   what answers say of their tokens
 * calls=2              how many functions to call when there are tools, 1 to 16
 * retry-after=1        seconds; the header on a fault's status
 * fault=none           none of the default faults
 * fault=kind[:argument][@probability][#first]   see {@link Fault.Kind}; the first fault that strikes counts. {@code #2}: only the
 *                      first two requests with this very model name can fail so
 * </pre>
 *
 * A fault comes when its answer would have begun. Faults in a model's name replace the default ones.
 *
 * @param key the API key that callers must send; a start-up setting only
 */
public record SimulatorSettings(Duration ttft, double rate, int tokens, boolean earlyHead, Chunk chunk, boolean crlf, long seed,
        boolean echo, int calls, OptionalInt retryAfter, Told usage, List<Fault> faults, Optional<String> key) {

    /** At once, 32 tokens, no faults, no key. */
    public static final SimulatorSettings DEFAULTS = new SimulatorSettings(Duration.ZERO, 0, 32, false, Chunk.DUE, false, 0,
            false, 1, OptionalInt.empty(), Told.RIGHT, List.of(), Optional.empty());

    public SimulatorSettings {
        faults = List.copyOf(faults);
    }

    /** {@link #DEFAULTS} with these settings: {@code "ttft=200ms;rate=50"}. Throws {@link InvalidSetting}. */
    public static SimulatorSettings parse(String settings) {
        return DEFAULTS.with(settings);
    }

    /** These, overridden by some; the empty text changes nothing. Throws {@link InvalidSetting}. */
    public SimulatorSettings with(String settings) {
        if (settings.isEmpty()) {
            return this;
        }
        SettingsDraft draft = new SettingsDraft(this);
        for (String setting : settings.split(";", -1)) {
            Words.Split parts = Words.split(setting, '=');
            draft.set(parts.before(), parts.after().orElse(""));
        }
        return draft.settings();
    }

    public SimulatorSettings withKey(String required) {
        return new SimulatorSettings(ttft, rate, tokens, earlyHead, chunk, crlf, seed, echo, calls, retryAfter, usage, faults,
                Optional.of(required));
    }

    Manner manner() {
        return new Manner(seed, tokens, echo, calls);
    }

    /** How long so many tokens take, the time to the first included. */
    Duration timeFor(int count) {
        return rate == 0 || count < 2 ? ttft : ttft.plusMillis(Math.round((count - 1) * 1000 / rate));
    }
}
