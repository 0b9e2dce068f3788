package dev.portcullis.pipeline;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What a request is called in replies, logs and the audit. One of our own is {@code req_} and 32 hexadecimal digits: 12 for when it was
 * made, in milliseconds since 1970, and 20 that are random. So the ledger finds a call by its id without an index of ids.
 */
public final class RequestIds {

    public static final String HEADER = "x-request-id";
    /** What {@link #madeAt} says of an id that is none of our own. */
    public static final long UNKNOWN = -1;
    /** What is admitted later than so long after its id was made is found by its id alone. */
    public static final Duration ADMITTED_WITHIN = Duration.ofMillis(100);

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final String OWN = "req_";
    private static final int TIME_DIGITS = 12;
    private static final int RANDOM_DIGITS = 20;
    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {
    }

    /** The caller's own name for it if that is sane, else a new one. */
    public static String of(Optional<String> given, RandomGenerator random, InstantSource clock) {
        return given.filter(RequestIds::isSane).orElseGet(() -> fresh(clock.millis(), random));
    }

    private static String fresh(long millis, RandomGenerator random) {
        StringBuilder id = new StringBuilder(OWN.length() + TIME_DIGITS + RANDOM_DIGITS).append(OWN);
        return id.append(HEX.toHexDigits(millis, TIME_DIGITS)).append(HEX.toHexDigits(random.nextLong())).append(HEX.toHexDigits((short) random.nextInt())).toString();
    }

    /** Whether a request may be called so. */
    public static boolean isSane(String id) {
        return SANE.matcher(id).matches();
    }

    /** When an id was made that looks like our own, whoever made it, in milliseconds since 1970; {@link #UNKNOWN} for any other. */
    public static long madeAt(String id) {
        if (id.length() != OWN.length() + TIME_DIGITS + RANDOM_DIGITS || !id.startsWith(OWN)) {
            return UNKNOWN;
        }
        for (int i = OWN.length(); i < id.length(); i++) {
            char digit = id.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return UNKNOWN;
            }
        }
        return HexFormat.fromHexDigitsToLong(id, OWN.length(), OWN.length() + TIME_DIGITS);
    }
}
