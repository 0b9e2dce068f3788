package dev.portcullis.config.guard;

import java.time.Duration;

import dev.portcullis.config.yaml.Section;

/**
 * How much of a streamed answer is kept until it is known to be clean.
 *
 * @param characters 128 to 4096; of the end of a text so much is held at most for terms and patterns. Not under the longest term of a
 *                   policy, or a term could pass in two parts
 * @param pause      above 0, at most 10 s: when the provider has been silent for so long, of what is held for patterns only that stays
 *                   which may be the beginning of one
 */
public record HoldBack(int characters, Duration pause) {

    public static final HoldBack DEFAULT = new HoldBack(256, Duration.ofMillis(50));

    static final int LEAST_CHARACTERS = 128;
    private static final int MOST_CHARACTERS = 4_096;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    static HoldBack over(HoldBack guards, Section in, Floor floor) {
        Duration pause = in.duration("pause", guards.pause);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            in.problem("pause", "is more than " + LONGEST_PAUSE.toSeconds() + "s: a caller would wait that long for words that are there");
        }
        HoldBack own = new HoldBack(in.whole("characters", LEAST_CHARACTERS, MOST_CHARACTERS, guards.characters), pause);
        floor.characters(in, "characters", own.characters, guards.characters);
        floor.pause(in, "pause", own.pause, guards.pause);
        return own;
    }

    void describe(Fingerprint to) {
        to.add(characters).add(pause);
    }
}
