package dev.portcullis.simulator;

import java.time.Duration;
import java.util.Optional;

/** The words of the settings' grammar: whole numbers, decimals, durations, and what stands before and after a mark. */
final class Words {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private Words() {}

    /** A text cut at the first mark. */
    record Split(String before, Optional<String> after) {}

    static Split split(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? new Split(text, Optional.empty()) : new Split(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }

    static long whole(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // the same message as for a number out of bounds
        }
        throw wrong(name, text, "a whole number from " + least + " to " + most);
    }

    static double decimal(String name, String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notDecimal) {
            // the same message as for a number out of bounds
        }
        throw wrong(name, text, "a number from " + least + " to " + most);
    }

    /** {@code 200ms}, {@code 2s} or {@code 1m}; at most an hour. */
    static Duration duration(String name, String text) {
        String unit = text.replaceFirst("^[0-9]+", "");
        long millis = switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> throw wrong(name, text, "a duration such as 200ms, 2s or 1m");
        };
        return Duration.ofMillis(millis * whole(name, text.substring(0, text.length() - unit.length()), 0, LONGEST_MILLIS / millis));
    }

    static InvalidSetting wrong(String name, String text, String right) {
        return new InvalidSetting("Invalid " + name + " '" + text + "': expected " + right + ".");
    }
}
