package dev.portcullis.guard.pii.nation.north;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class NorthernNumbersTest {

    @Test
    void peselsHoldADay() {
        Found.in(PolishPesel.recogniser(),
                "PESEL <44051401458>",
                "<44051401458>",
                "44051401459",
                "44153501458");
    }

    @Test
    void personnummersHoldADayAndLuhnsDigit() {
        Found.in(SwedishPersonal.recogniser(),
                "<811218-9876>",
                "personnummer <198112189876>",
                "<19811218-9876>",
                "811218-9877",
                "811318-9876");
    }

    @Test
    void hetusHaveTheirControlCharacter() {
        Found.in(FinnishPersonal.recogniser(),
                "<131052-308T>",
                "<131052-308t>",
                "131052-308U",
                "131352-308T");
    }

    @Test
    void cprNumbersNeedTheirWord() {
        Found.in(DanishPersonal.recogniser(),
                "CPR-nummer <070761-4285>",
                "part 070761-4285",
                "CPR 077761-4285");
    }

    @Test
    void birthNumbersOfNorwayHaveTwoCheckDigits() {
        Found.in(NorwegianBirth.recogniser(),
                "fødselsnummer <01010750160>",
                "<01010750160>",
                "01010750161");
    }

    @Test
    void birthNumbersOfCzechiaAreMultiplesOfEleven() {
        Found.in(CzechBirth.recogniser(),
                "rodné číslo <710319/2745>",
                "RČ <7103192745>",
                "rodné číslo 710319/2746",
                "10/2745");
    }

    @Test
    void cnpsNeedTheirWord() {
        Found.in(RomanianPersonal.recogniser(),
                "CNP <1630615123457>",
                "CNP 1630615123458",
                "id 1630615123457");
    }

    @Test
    void egnsNeedTheirWord() {
        Found.in(BulgarianCitizen.recogniser(),
                "ЕГН <7523169263>",
                "EGN <7523169263>",
                "EGN 7523169264",
                "id 7523169263");
    }

    @Test
    void oibsNeedTheirWord() {
        Found.in(CroatianPersonal.recogniser(),
                "OIB <33392005961>",
                "OIB 33392005962",
                "id 33392005961");
    }

    @Test
    void turkishNumbersHaveTwoSums() {
        Found.in(TurkishCitizen.recogniser(),
                "TC Kimlik No: <10000000146>",
                "TC Kimlik No: 10000000147",
                "order 10000000146");
    }
}
