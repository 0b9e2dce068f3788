package dev.portcullis.release.observe;

import dev.portcullis.pipeline.release.Assignment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for a unit in memory and in the database, where nobody's name belongs; of the same user another one in each release. */
public final class UnitDigest {

    /** Enough that no two of a billion units are the same. */
    private static final int BYTES = 16;

    private UnitDigest() {
    }

    /** The first half of the SHA-256 of the release, a zero and the unit, in hexadecimal digits. */
    public static String of(Assignment assignment) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(assignment.release().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(assignment.unit().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
