package dev.portcullis.release.observe;

import java.util.HexFormat;
import java.util.Map;

/**
 * What is written at once.
 *
 * @param number greater than that of any batch before it of this process
 */
record Batch(long number, Map<Unit, UnitSums> units, Map<Arm, ArmCounts> arms) {

    /** One side of a release. */
    record Arm(String release, String name) implements Comparable<Arm> {

        @Override
        public int compareTo(Arm other) {
            int byRelease = release.compareTo(other.release);
            return byRelease == 0 ? name.compareTo(other.name) : byRelease;
        }
    }

    /** @param digest in hexadecimal digits, of who it is; see {@link UnitDigest} */
    record Unit(Arm arm, String digest) implements Comparable<Unit> {

        byte[] bytes() {
            return HexFormat.of().parseHex(digest);
        }

        @Override
        public int compareTo(Unit other) {
            int byArm = arm.compareTo(other.arm);
            return byArm == 0 ? digest.compareTo(other.digest) : byArm;
        }
    }

    boolean isEmpty() {
        return arms.isEmpty() && units.isEmpty();
    }
}
