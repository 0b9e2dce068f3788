package dev.portcullis.release.statistics;

/**
 * Between Student's t and the normal distribution: what a number of standard errors is worth where the error was estimated with few
 * degrees of freedom. By Wallace's approximation z = (8d + 1) / (8d + 3) √(d ln(1 + t² / d)), which is right to a few per cent from 3
 * degrees, and with fewer, in the direction used here, asks for more rather than less.
 *
 * @see "Wallace, Bounds on normal approximations to Student's and the chi-square distributions, Annals of Mathematical Statistics 30(4),
 *      1959"
 */
final class Student {

    private Student() {
    }

    /** @param degrees above 0, may be infinite. @return the z that is as improbable as t, of the same sign dropped */
    static double z(double t, double degrees) {
        if (degrees == Double.POSITIVE_INFINITY) {
            return Math.abs(t);
        }
        return (8 * degrees + 1) / (8 * degrees + 3) * Math.sqrt(degrees * Math.log1p(t * t / degrees));
    }

    /** @param degrees above 0, may be infinite. @return the t that is as improbable as z, not negative */
    static double t(double z, double degrees) {
        if (degrees == Double.POSITIVE_INFINITY) {
            return Math.abs(z);
        }
        double scaled = z * (8 * degrees + 3) / (8 * degrees + 1);
        return Math.sqrt(degrees * Math.expm1(scaled * scaled / degrees));
    }
}
