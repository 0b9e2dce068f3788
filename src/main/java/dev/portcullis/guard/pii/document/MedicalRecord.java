package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** The number of a patient's file. */
public final class MedicalRecord {

    private MedicalRecord() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("MRN", Words.of("mrn*", "medical record*", "patient id*", "patient number*", "chart number*"), "X99999999999",
                "X9999999999", "X999999999", "X99999999", "X9999999", "X999999", "X99999", "AA99999999", "AA9999999", "AA999999",
                "AAA_9999999", "AAA_999999");
    }
}
