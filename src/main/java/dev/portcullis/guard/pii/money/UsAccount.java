package dev.portcullis.guard.pii.money;

import dev.portcullis.guard.pii.read.Identifier;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;

/** An account at a bank of the United States: 8 to 17 digits without a check, so a word must be near. */
public final class UsAccount {

    private UsAccount() {
    }

    public static Recogniser recogniser() {
        return Identifier.of("US_BANK_NUMBER", Words.of("bank account*", "account number*", "checking account*", "savings account*",
                "acct number", "bank number*", "account no", "acct no", "checking*", "savings*"), "99999999999999999", "9999999999999999",
                "999999999999999", "99999999999999", "9999999999999", "999999999999", "99999999999", "9999999999", "999999999", "99999999");
    }
}
