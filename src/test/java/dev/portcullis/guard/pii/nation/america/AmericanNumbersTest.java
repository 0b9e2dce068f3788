package dev.portcullis.guard.pii.nation.america;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class AmericanNumbersTest {

    @Test
    void socialSecurityNumbersHaveNoZeroGroups() {
        Found.in(UsSocialSecurity.recogniser(),
                "<380-94-5361>",
                "SSN <380945361>",
                "<380 94 5361>",
                "000-94-5361",
                "666-94-5361",
                "900-94-5361",
                "380-00-5361",
                "380-94-0000",
                "380945361",
                "1-380-94-5361");
    }

    @Test
    void taxpayerNumbersBeginWithNine() {
        Found.in(UsTaxpayer.recogniser(),
                "<911-70-1234>",
                "ITIN <911701234>",
                "911-49-1234",
                "811-70-1234");
    }

    @Test
    void providersHaveLuhnsDigit() {
        Found.in(UsProvider.recogniser(),
                "NPI: <1234567893>",
                "NPI 1234567894",
                "order 1234567893");
    }

    @Test
    void socialInsuranceNumbersHaveLuhnsDigit() {
        Found.in(CanadianInsurance.recogniser(),
                "SIN <130692544>",
                "<130-692-544>",
                "SIN 130692545",
                "order 130692544");
    }

    @Test
    void cpfsHaveTwoCheckDigits() {
        Found.in(BrazilianCpf.recogniser(),
                "<529.982.247-25>",
                "CPF <52998224725>",
                "529.982.247-26",
                "order 52998224725",
                "111.111.111-11");
    }

    @Test
    void cnpjsHaveTwoCheckDigits() {
        Found.in(BrazilianCnpj.recogniser(),
                "<11.222.333/0001-81>",
                "11.222.333/0001-82");
    }

    @Test
    void curpsHoldADay() {
        Found.in(MexicanCurp.recogniser(),
                "CURP <HEGG560427MVZRRL04>",
                "HEGG560427MVZRRL05",
                "HEGG561327MVZRRL04");
    }

    @Test
    void cuilsHaveTheirDigit() {
        Found.in(ArgentineCuil.recogniser(),
                "<20-12345678-6>",
                "CUIT <20123456786>",
                "20-12345678-7");
    }

    @Test
    void rutsHaveTheirDigit() {
        Found.in(ChileanRut.recogniser(),
                "RUT <12.345.678-5>",
                "12.345.678-6");
    }
}
