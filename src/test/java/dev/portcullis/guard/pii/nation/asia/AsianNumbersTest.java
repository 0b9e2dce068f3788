package dev.portcullis.guard.pii.nation.asia;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class AsianNumbersTest {

    @Test
    void aadhaarsHaveVerhoeffsDigit() {
        Found.in(IndianAadhaar.recogniser(),
                "Aadhaar <399876543211>",
                "<3998 7654 3211>",
                "order 399876543211",
                "Aadhaar 399876543212");
    }

    @Test
    void pansSayWhoTheyAre() {
        Found.in(IndianPan.recogniser(),
                "PAN <ABBPM4567S>",
                "<ABCPD1234Z>",
                "ABCXD1234Z",
                "ABCD1234");
    }

    @Test
    void singaporeansWithTheRightLetterNeedNoWord() {
        Found.in(SingaporeIdChecked.recogniser(),
                "<S1234567D>",
                "S1234567A");
    }

    @Test
    void singaporeansWithAnotherLetterNeedOne() {
        Found.in(SingaporeId.recogniser(),
                "NRIC <S1234567A>",
                "part S1234567A");
    }

    @Test
    void residentNumbersOfKoreaNeedTheirHyphen() {
        Found.in(KoreanResidentWritten.recogniser(),
                "<960121-1234567>",
                "961321-1234567",
                "9601211234567");
    }

    @Test
    void orTheirWord() {
        Found.in(KoreanResident.recogniser(),
                "RRN <9601211021413>",
                "order 9601211021413");
    }

    @Test
    void taxFileNumbersNeedTheirWord() {
        Found.in(AustralianTax.recogniser(),
                "TFN <876 543 210>",
                "TFN 876543211",
                "order 876543210");
    }

    @Test
    void medicareCardsHaveTheirDigit() {
        Found.in(AustralianMedicare.recogniser(),
                "Medicare <2123 45670 1>",
                "Medicare <2123456701>",
                "Medicare 2123458701",
                "order 2123456701");
    }

    @Test
    void chineseNumbersHoldADayAndACheck() {
        Found.in(ChineseResident.recogniser(),
                "<11010519491231002X>",
                "110105194912310021",
                "11010519491331002X");
    }

    @Test
    void japaneseNumbersNeedTheirWord() {
        Found.in(JapaneseMyNumber.recogniser(),
                "My Number: <1234 5678 9018>",
                "My Number: 1234 5678 9019",
                "order 123456789018");
    }

    @Test
    void israelisNeedTheirWord() {
        Found.in(IsraeliId.recogniser(),
                "teudat zehut <123456782>",
                "order 123456782");
    }

    @Test
    void southAfricansNeedTheirWord() {
        Found.in(SouthAfricanId.recogniser(),
                "SA ID <8001015009087>",
                "SA ID 8001015009088",
                "order 8001015009087");
    }

    @Test
    void thaisHaveTheirDigit() {
        Found.in(ThaiId.recogniser(),
                "<1-2345-67890-12-1>",
                "1-2345-67890-12-2");
    }

    @Test
    void hongKongCardsHaveBrackets() {
        Found.in(HongKongId.recogniser(),
                "<A123456(3)>",
                "A123456");
    }

    @Test
    void taiwaneseNeedTheirWord() {
        Found.in(TaiwaneseId.recogniser(),
                "national ID <A123456789>",
                "part A123456789");
    }
}
