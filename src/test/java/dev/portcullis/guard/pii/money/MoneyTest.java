package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void cardsHaveLuhnsDigitAndAnIssuer() {
        Found.in(new CreditCard(),
                "<4012888888881881> <4012-8888-8888-1881>, <4012 8888 8888 1881>",
                "amex <3782 822463 10005>",
                "<5555555555554444>",
                "4012888888881882",
                "order 764973956203",
                "16 digits 1234567812345670");
    }

    @Test
    void rareCardsNeedTheirWord() {
        Found.in(new CreditCard(),
                "card <122000000000003>",
                "order 122000000000003.",
                "maestro <6759649826438453>");
    }

    @Test
    void aCardEndsWhereItsNumberDoes() {
        Found.in(new CreditCard(),
                "<4012 8888 8888 1881> 123",
                "4012888888881881a",
                "a4012888888881881",
                "1.4012888888881881");
    }

    @Test
    void accountsAreAsLongAsTheirCountrySays() {
        Found.in(new Iban(),
                "<GB82 WEST 1234 5698 7654 32>",
                "<gb82west12345698765432>",
                "<DE89370400440532013000>.",
                "GB82 WEST 1234 5698 7654 33",
                "GB82 WEST 1234 5698 7654 3",
                "XX82 WEST 1234 5698 7654 32");
    }

    @Test
    void routingNumbersNeedTheirWord() {
        Found.in(UsRouting.recogniser(),
                "routing number <121042882>",
                "ABA <0711-0130-7>",
                "order 121042882",
                "routing 121042883");
    }

    @Test
    void accountsOfTheUnitedStatesNeedTheirWord() {
        Found.in(UsAccount.recogniser(),
                "bank account <945456787654>",
                "order 945456787654");
    }

    @Test
    void walletsHaveTheirCheck() {
        Found.in(new Wallet(),
                "<1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa>",
                "<bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq>",
                "<0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe>",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdp",
                "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BA");
    }
}
