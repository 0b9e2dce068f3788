package dev.portcullis.cache.similar;

import java.util.Optional;

/** Vectors of length 1, whose product is the cosine of the angle between them: 1 for the same direction, 0 for unrelated ones. */
final class Direction {

    private Direction() {
    }

    /** @return a new vector; empty for one without a direction: it has no parts, they are all 0, or one of them is no number */
    static Optional<float[]> of(float[] vector) {
        double squares = 0;
        for (float part : vector) {
            squares += (double) part * part;
        }
        if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
            return Optional.empty();
        }
        float[] unit = new float[vector.length];
        double length = Math.sqrt(squares);
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return Optional.of(unit);
    }

    /** Of two of one length. In eight sums, which a processor adds up side by side. */
    static float product(float[] one, float[] other) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int whole = one.length & -8;
        for (int i = 0; i < whole; i += 8) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
            e += one[i + 4] * other[i + 4];
            f += one[i + 5] * other[i + 5];
            g += one[i + 6] * other[i + 6];
            h += one[i + 7] * other[i + 7];
        }
        float rest = 0;
        for (int i = whole; i < one.length; i++) {
            rest += one[i] * other[i];
        }
        return a + b + (c + d) + (e + f + (g + h)) + rest;
    }
}
