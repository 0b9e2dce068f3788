package dev.portcullis.pipeline;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What a request is called in replies, logs and the audit. */
public final class RequestIds {

    public static final String HEADER = "x-request-id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final int BYTES = 16;

    private RequestIds() {
    }

    /** The caller's own name for it if that is sane, else a new one. */
    public static String of(Optional<String> given, RandomGenerator random) {
        return given.filter(RequestIds::isSane).orElseGet(() -> {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return "req_" + HexFormat.of().formatHex(bytes);
        });
    }

    /** Whether a request may be called so. */
    public static boolean isSane(String id) {
        return SANE.matcher(id).matches();
    }
}
