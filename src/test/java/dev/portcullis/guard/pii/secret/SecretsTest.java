package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.Found;
import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void keysSayWhoseTheyAre() {
        Found.in(new VendorKey(),
                "key <sk-luVhQOGOEXvg4PsCZ9dqVZslJhbhSEoUe9G00hG7LiYf4J0O>",
                "<ghp_p8cc87nIwkIkt39X7HxyB669Dt48z0qN6n8d>",
                "A=<AKIAQBPXRLD32MWT74MZ>",
                "<xoxb-99112396394-014848186896-Y1kmmkoNklcVN3KCeoHINpHX>.",
                "sk-learn is a library",
                "AKIA is a prefix",
                "task-sk-a1",
                "SKU12345678901234567890123456789012");
    }

    @Test
    void tokensOfTheWebHaveTwoParts() {
        Found.in(new JsonWebToken(),
                "Bearer <eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.abc-_1>.",
                "eyJ alone",
                "eyJhbGciOiJIUzI1NiJ9");
    }

    @Test
    void privateKeysEndWithTheirLastLine() {
        Found.in(new PrivateKey(),
                "x <-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIB+/=\n-----END RSA PRIVATE KEY-----> y",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "----------");
    }

    @Test
    void passwordsInAddresses() {
        Found.in(new AddressPassword(),
                "postgres://<admin:hunter2>@db.internal/x",
                "https://example.com:8080/@me",
                "https://example.com/a:b@c",
                "redis://<:s3cret>@cache");
    }

    @Test
    void whatIsCalledSecretIsSecret() {
        Found.in(new NamedSecret(),
                "api_key = \"<a8f5f167f44f4964e6c998dee827110c>\"",
                "password: <hunter2!>",
                "Authorization: Bearer <abcdef0123456789abcdef>",
                "clientSecret=<abcDEF0123456789ghi>",
                "password = getPassword()",
                "token: str = None",
                "the password is lost",
                "Token: 512");
    }

    @Test
    void botsHaveTokens() {
        Found.in(BotToken.recogniser(),
                "<6922832127:AAEm2DMKEBRO2GNeRhLONJqe4__Roc-QfiA>",
                "6922832127:AB");
    }
}
