package dev.portcullis.release.observe;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.UnitHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Stands for a unit in memory and in the database, where nobody's name belongs; of the same user another one in each release. */
public final class UnitDigest {

    /** Enough that no two of a billion units are the same. */
    private static final int BYTES = 16;

    private UnitDigest() {
    }

    public static String of(Assignment assignment) {
        return of(assignment.release(), UnitHash.of(assignment.unit()));
    }

    /**
     * The same of a unit of which nobody knows more than its hash any more, as the ledger does.
     *
     * @return the first half of the SHA-256 of the release, a zero and the hash, in hexadecimal digits
     */
    static String of(String release, UUID unit) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(release.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(ByteBuffer.allocate(BYTES).putLong(unit.getMostSignificantBits()).putLong(unit.getLeastSignificantBits()).flip());
            return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
