package dev.portcullis.prompt.version;

import java.math.BigInteger;
import java.util.Optional;

/**
 * One version number (semver.org 2.0.0). Ordered by precedence, which build metadata has no part in; equal only to what is written alike.
 * Works on its text alone, so that a hundred thousand of them are small.
 */
public final class Semver implements Comparable<Semver> {

    /** Characters of a version, as other readers bound it too. */
    public static final int MOST_LENGTH = 256;

    static final int PACKED_BITS = 21;
    /** 999,999 needs 20 bits. */
    private static final int MOST_PACKED_DIGITS = 6;

    /** No release that anybody makes comes before it. */
    public static final Semver ZERO = of("0.0.0");

    private final String text;
    private final short firstDot;
    private final short secondDot;
    /** Behind the three numbers. */
    private final short coreEnd;
    /** Behind the pre-release, if there is one. */
    private final short end;

    private Semver(String text, int firstDot, int secondDot, int coreEnd, int end) {
        this.text = text;
        this.firstDot = (short) firstDot;
        this.secondDot = (short) secondDot;
        this.coreEnd = (short) coreEnd;
        this.end = (short) end;
    }

    /** @return empty for what is no version, or has more than {@value #MOST_LENGTH} characters */
    public static Optional<Semver> parse(String text) {
        return text.length() > MOST_LENGTH ? Optional.empty() : read(text);
    }

    private static Optional<Semver> read(String text) {
        int first = numberEnd(text, 0);
        int second = first > 0 && isAt(text, first, '.') ? numberEnd(text, first + 1) : -1;
        int third = second > 0 && isAt(text, second, '.') ? numberEnd(text, second + 1) : -1;
        if (third < 0) {
            return Optional.empty();
        }
        int end = isAt(text, third, '-') ? identifiersEnd(text, third + 1, true) : third;
        int behind = end > 0 && isAt(text, end, '+') ? identifiersEnd(text, end + 1, false) : end;
        return behind == text.length() ? Optional.of(new Semver(text, first, second, third, end)) : Optional.empty();
    }

    /** For texts that are known to be a version. @throws IllegalArgumentException for all others */
    public static Semver of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("not a semantic version: " + text));
    }

    public boolean isPreRelease() {
        return end > coreEnd;
    }

    public boolean hasBuild() {
        return text.length() > end;
    }

    /** The release that this is, or that it comes before. */
    public Semver release() {
        return coreEnd == text.length() ? this : new Semver(text.substring(0, coreEnd), firstDot, secondDot, coreEnd, coreEnd);
    }

    public boolean hasSameRelease(Semver other) {
        return coreEnd == other.coreEnd && text.regionMatches(0, other.text, 0, coreEnd);
    }

    /** The first release that is this step or more away from this one. */
    public Semver next(Step step) {
        return of(switch (step) {
            case MAJOR -> plusOne(0, firstDot) + ".0.0";
            case MINOR -> text.substring(0, firstDot + 1) + plusOne(firstDot + 1, secondDot) + ".0";
            case PATCH -> text.substring(0, secondDot + 1) + plusOne(secondDot + 1, coreEnd);
        });
    }

    /** How far it is to another one, by the first of the three numbers that differ. */
    public Step stepTo(Semver other) {
        if (compareNumbers(0, firstDot, other, 0, other.firstDot) != 0) {
            return Step.MAJOR;
        }
        return compareNumbers(firstDot + 1, secondDot, other, other.firstDot + 1, other.secondDot) != 0 ? Step.MINOR : Step.PATCH;
    }

    /** As {@link #compareTo}, of as many of the three numbers as a step of this size leaves behind: of MAJOR the first one alone. */
    public int compareUpTo(Step step, Semver other) {
        int order = compareNumbers(0, firstDot, other, 0, other.firstDot);
        if (order == 0 && step != Step.MAJOR) {
            order = compareNumbers(firstDot + 1, secondDot, other, other.firstDot + 1, other.secondDot);
        }
        return order == 0 && step == Step.PATCH ? compareNumbers(secondDot + 1, coreEnd, other, other.secondDot + 1, other.coreEnd) : order;
    }

    /** The three numbers in one, {@value #PACKED_BITS} bits each, in the order of precedence; -1 where one of them has more. */
    long packed() {
        long major = number(0, firstDot);
        long minor = number(firstDot + 1, secondDot);
        long patch = number(secondDot + 1, coreEnd);
        return major < 0 || minor < 0 || patch < 0 ? -1 : major << 2 * PACKED_BITS | minor << PACKED_BITS | patch;
    }

    private long number(int from, int to) {
        if (to - from > MOST_PACKED_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    /** By precedence, semver.org section 11. */
    @Override
    public int compareTo(Semver other) {
        int order = compareUpTo(Step.PATCH, other);
        if (order != 0 || !isPreRelease() && !other.isPreRelease()) {
            return order;
        }
        return isPreRelease() && other.isPreRelease() ? comparePreReleases(other) : isPreRelease() ? -1 : 1;
    }

    private int comparePreReleases(Semver other) {
        int at = coreEnd + 1;
        int otherAt = other.coreEnd + 1;
        while (at <= end && otherAt <= other.end) {
            int stop = identifierEnd(text, at, end);
            int otherStop = identifierEnd(other.text, otherAt, other.end);
            boolean number = isNumber(text, at, stop);
            boolean otherNumber = isNumber(other.text, otherAt, otherStop);
            int order;
            if (number && otherNumber) {
                order = compareNumbers(at, stop, other, otherAt, otherStop);
            } else if (number || otherNumber) {
                order = number ? -1 : 1;
            } else {
                order = text.substring(at, stop).compareTo(other.text.substring(otherAt, otherStop));
            }
            if (order != 0) {
                return order;
            }
            at = stop + 1;
            otherAt = otherStop + 1;
        }
        return at <= end ? 1 : otherAt <= other.end ? -1 : 0;
    }

    /** Without leading zeros the longer one is the greater one. */
    private int compareNumbers(int from, int to, Semver other, int otherFrom, int otherTo) {
        int length = to - from;
        int otherLength = otherTo - otherFrom;
        if (length != otherLength) {
            return Integer.compare(length, otherLength);
        }
        for (int i = 0; i < length; i++) {
            int order = text.charAt(from + i) - other.text.charAt(otherFrom + i);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private String plusOne(int from, int to) {
        return new BigInteger(text.substring(from, to)).add(BigInteger.ONE).toString();
    }

    static boolean isAt(String text, int at, char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    /** @return behind a number without leading zeros that begins here, or -1 */
    static int numberEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == from || at > from + 1 && text.charAt(from) == '0' ? -1 : at;
    }

    private static int identifiersEnd(String text, int from, boolean preRelease) {
        int at = from;
        while (true) {
            int begin = at;
            while (at < text.length() && isIdentifier(text.charAt(at))) {
                at++;
            }
            if (at == begin || preRelease && isNumber(text, begin, at) && at > begin + 1 && text.charAt(begin) == '0') {
                return -1;
            }
            if (!isAt(text, at, '.')) {
                return at;
            }
            at++;
        }
    }

    private static int identifierEnd(String text, int from, int to) {
        int dot = text.indexOf('.', from, to);
        return dot < 0 ? to : dot;
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isIdentifier(char letter) {
        return isDigit(letter) || letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter == '-';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Semver version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
