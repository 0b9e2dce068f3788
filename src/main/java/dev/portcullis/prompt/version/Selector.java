package dev.portcullis.prompt.version;

import java.util.Optional;

/**
 * What a caller writes to choose a version: one exactly ({@code 2.1.3}), the {@code latest}, or a range: {@code 2} and {@code 2.1} are
 * those that begin so, {@code ^2.1} and {@code ~2.1.3} are read as npm's node-semver reads them. As there, {@code latest} and ranges
 * choose no pre-release, unless the range itself begins with one ({@code ^2.1.0-rc.1}), and then only one of the same three numbers.
 */
public sealed interface Selector {

    String LATEST = "latest";

    record Exact(Semver version) implements Selector {

        @Override
        public boolean matches(Semver other) {
            return version.equals(other);
        }

        @Override
        public String toString() {
            return version.toString();
        }
    }

    record Latest() implements Selector {

        @Override
        public boolean matches(Semver version) {
            return !version.isPreRelease();
        }

        @Override
        public String toString() {
            return LATEST;
        }
    }

    /**
     * @param written as the caller has it
     * @param from    the first version that is in it
     * @param kept    what all releases in it share with that: of MAJOR the first number, of MINOR the first two, of PATCH all three
     */
    record Range(String written, Semver from, Step kept) implements Selector {

        @Override
        public boolean matches(Semver version) {
            return version.compareTo(from) >= 0 && version.compareUpTo(kept, from) == 0
                    && (!version.isPreRelease() || from.isPreRelease() && version.hasSameRelease(from));
        }

        @Override
        public String toString() {
            return written;
        }
    }

    /** Whether this version may be chosen; of those that may, the greatest one is. */
    boolean matches(Semver version);

    /** @return empty for what is none of these */
    static Optional<Selector> parse(String text) {
        if (text.equals(LATEST)) {
            return Optional.of(new Latest());
        }
        if (text.isEmpty() || text.length() > Semver.MOST_LENGTH) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (first == '^' || first == '~') {
            String rest = text.substring(1);
            return full(rest).flatMap(from -> range(text, from, first == '^' ? caret(from, numbers(rest)) : tilde(numbers(rest))));
        }
        Optional<Semver> exact = Semver.parse(text);
        return exact.isPresent() ? exact.map(Exact::new) : full(text).flatMap(from -> range(text, from, tilde(numbers(text))));
    }

    private static Optional<Selector> range(String written, Semver from, Step kept) {
        return from.hasBuild() ? Optional.empty() : Optional.of(new Range(written, from, kept));
    }

    /** The first version that begins with these one, two or three numbers. */
    private static Optional<Semver> full(String text) {
        return switch (numbers(text)) {
            case 1 -> Semver.parse(text + ".0.0");
            case 2 -> Semver.parse(text + ".0");
            case 3 -> Semver.parse(text);
            default -> Optional.empty();
        };
    }

    /** How many numbers it begins with, with dots between; 0 where something else is among them. */
    private static int numbers(String text) {
        int count = 0;
        int at = 0;
        while (true) {
            int end = Semver.numberEnd(text, at);
            if (end < 0) {
                return 0;
            }
            count++;
            if (count == 3 || end == text.length()) {
                return count;
            }
            if (text.charAt(end) != '.') {
                return 0;
            }
            at = end + 1;
        }
    }

    /** Up to the next change of the first number that is not 0, or of the last one that is written, whichever comes later. */
    private static Step caret(Semver from, int numbers) {
        Step written = numbers == 1 ? Step.MAJOR : numbers == 2 ? Step.MINOR : Step.PATCH;
        Step leading = Semver.ZERO.stepTo(from);
        return leading.isAtLeast(written) ? leading : written;
    }

    /** Up to the next change of the second number, or of the first where that is all. */
    private static Step tilde(int numbers) {
        return numbers == 1 ? Step.MAJOR : Step.MINOR;
    }
}
