package dev.portcullis.guard.pii.document;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    @Test
    void passportsOfTheUnitedStates() {
        Found.in(UsPassport.recogniser(),
                "passport number <912803456>",
                "order 912803456",
                "passport <C12345678>");
    }

    @Test
    void passportsOfIndia() {
        Found.in(IndianPassport.recogniser(),
                "passport number: <J6932157>",
                "part J6932157");
    }

    @Test
    void passportsOfOthers() {
        Found.in(Passport.recogniser(),
                "Reisepass <C01X00T47>",
                "passport no. <AB1234567>",
                "part AB1234567");
    }

    @Test
    void driversLicences() {
        Found.in(UsDriverLicence.recogniser(),
                "my driver's license number is <A56319335>",
                "driver license: <F162823540116>",
                "part A56319335");
    }

    @Test
    void drivingLicencesOfTheUnitedKingdom() {
        Found.in(UkDriverLicence.recogniser(),
                "<MORGA657054SM9IJ>",
                "driving licence <MORGA 657054 SM9IJ>",
                "MORGA699954SM9IJ");
    }

    @Test
    void medicalRecords() {
        Found.in(MedicalRecord.recogniser(),
                "MRN: <A12345678>",
                "medical record number <1234567>",
                "part 1234567");
    }

    @Test
    void vehicles() {
        Found.in(Vehicle.recogniser(),
                "VIN <1HGCM82633A004352>",
                "hash 1HGCM82633A004352");
    }
}
