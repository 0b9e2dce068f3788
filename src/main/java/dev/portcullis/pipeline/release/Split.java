package dev.portcullis.pipeline.release;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Deals units (users, mostly) out to the sides of a release, each always to the same one. The place of a unit is GrowthBook's hash,
 * version 2: FNV-1a of 32 bits over seed and unit, and once more over the decimal digits of that, modulo 10,000. GrowthBook's JavaScript
 * hashes UTF-16 code units; here it is the bytes of UTF-8, as in its Java SDK, which is the same for ASCII.
 *
 * <p>A canary has the places [0, w), its control, of equal size, [1 - w, 1). So nobody changes sides while the share grows up to one half.
 * Beyond it the control gives way to the canary from below, and as many of the canary's places, those above 1 - w, do not count any more:
 * the two sides stay of one size at every moment, or an hour in which everything fails would speak against the larger one.
 */
public final class Split {

    /** How many places there are; the smallest share is one of them. */
    public static final int PLACES = 10_000;
    private static final int PER_CENT = PLACES / 100;
    /**
     * Characters of a key that count: a longer one is nobody's name, and is looked at, hashed and kept more than once. The order of combining
     * marks takes the square of their number: a megabyte of them would take minutes.
     */
    public static final int LONGEST = 1_000;

    private static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final int ASCII = 0x80;
    private static final int UNPAIRED = '?';

    private Split() {
    }

    /** A sticky key as it is compared and counted: in NFC, so that one name that is written in two ways is one unit; of a longer one than {@value #LONGEST} characters these. */
    public static String unit(String written) {
        String key = written.length() > LONGEST ? written.substring(0, LONGEST) : written;
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= ASCII) {
                return Normalizer.normalize(key, Normalizer.Form.NFC);
            }
        }
        return key;
    }

    /**
     * @param seed what is being split, so that two splits do not choose the same units
     * @param unit who is being placed; see {@link #unit}
     * @return 0 to {@link #PLACES} - 1
     */
    public static int place(String seed, String unit) {
        return placeAsWritten(seed, unit(unit));
    }

    static int placeAsWritten(String seed, String unit) {
        int first = utf8(utf8(OFFSET_BASIS, seed), unit);
        return (int) (Integer.toUnsignedLong(digits(OFFSET_BASIS, Integer.toUnsignedLong(first))) % PLACES);
    }

    /** Whether a place gets the canary. @param percentage of all that do, 0 to 100 */
    public static boolean isIn(int place, int percentage) {
        return place < percentage * PER_CENT;
    }

    /**
     * Which side a place counts for.
     *
     * @param percentage of all that the canary has, 0 to 100
     * @return {@link Assignment#CANARY}, {@link Assignment#CONTROL}, or empty for those between, by whom nothing is judged, whatever they get
     */
    public static Optional<String> side(int place, int percentage) {
        int counted = Math.min(percentage, 100 - percentage) * PER_CENT;
        if (place < counted) {
            return Optional.of(Assignment.CANARY);
        }
        return place >= PLACES - counted ? Optional.of(Assignment.CONTROL) : Optional.empty();
    }

    private static int mix(int hash, int octet) {
        return (hash ^ octet) * PRIME;
    }

    /** The bytes are never made: this is on every call's way. Half of a pair counts as the question mark that Java makes of it. */
    private static int utf8(int start, String text) {
        int hash = start;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ASCII) {
                hash = mix(hash, unit);
            } else if (unit < 0x800) {
                hash = mix(mix(hash, 0xc0 | unit >> 6), 0x80 | unit & 0x3f);
            } else if (!Character.isSurrogate(unit)) {
                hash = mix(mix(mix(hash, 0xe0 | unit >> 12), 0x80 | unit >> 6 & 0x3f), 0x80 | unit & 0x3f);
            } else if (Character.isHighSurrogate(unit) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(unit, text.charAt(++i));
                hash = mix(mix(hash, 0xf0 | point >> 18), 0x80 | point >> 12 & 0x3f);
                hash = mix(mix(hash, 0x80 | point >> 6 & 0x3f), 0x80 | point & 0x3f);
            } else {
                hash = mix(hash, UNPAIRED);
            }
        }
        return hash;
    }

    private static int digits(int start, long number) {
        long power = 1;
        while (number / power >= 10) {
            power *= 10;
        }
        int hash = start;
        for (; power > 0; power /= 10) {
            hash = mix(hash, (int) ('0' + number / power % 10));
        }
        return hash;
    }
}
