package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The number of a vehicle: seventeen characters without I, O and Q, the ninth of which is a check digit in North America (ISO 3779). */
public final class Vehicle {

    private Vehicle() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("VEHICLE", Words.of("vin*", "vehicle*", "chassis*"), "XXXXXXXXXXXXXXXXX")
                .checked(value -> value.chars().noneMatch(c -> c == 'I' || c == 'O' || c == 'Q') && value.chars().filter(Character::isDigit)
                .count() >= 5);
    }
}
