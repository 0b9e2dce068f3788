package dev.portcullis.edge.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestIssuer;
import dev.portcullis.TokenDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

class IssuerTest {

    private static final PublicJsonWebKey ONE = TestIssuer.rsa("one");
    private static final PublicJsonWebKey TWO = TestIssuer.rsa("two");
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    private final FakeIssuer fake = new FakeIssuer();
    private final Issuer issuer = fake.issuer;

    @Test
    void beforeItHasAnsweredNothingCanBeSaidOfItsTokens() {
        assertUnknown(token(ONE));
        issuer.keepFresh();
        assertUnknown(token(ONE));
        fake.answer(ONE);
        assertGood(token(ONE));
    }

    @Test
    void isAskedAgainWhenItsKeysAreNotFreshAnyMore() {
        issuer.keepFresh();
        issuer.keepFresh();
        assertEquals(1, fake.asked());
        fake.answer(ONE);
        issuer.keepFresh();
        assertEquals(1, fake.asked());
        fake.pass(FakeIssuer.FRESH_FOR);
        issuer.keepFresh();
        assertEquals(2, fake.asked());
    }

    @Test
    void aKeyThatIsGoneOpensNothingAnyMore() {
        fake.answer(ONE);
        BooleanSupplier stands = assertGood(token(ONE)).standing();
        assertTrue(stands.getAsBoolean());
        fake.pass(FakeIssuer.FRESH_FOR);
        issuer.keepFresh();
        fake.answer(TWO);
        assertFalse(stands.getAsBoolean());
        assertBad("a key that its issuer does not publish", token(ONE));
        assertGood(token(TWO));
    }

    @Test
    void tokensWithNewKeysShareOneQuestion() {
        fake.answer(ONE);
        assertTrue(issuer.judge(token(TWO)).ask());
        assertTrue(issuer.askForToken().isPresent());
        assertEquals(issuer.askForToken(), issuer.askForToken());
        assertEquals(2, fake.asked());
        fake.answer(ONE, TWO);
        assertGood(token(TWO));
    }

    @Test
    void noNumberOfTokensMakesItBeAskedMoreOftenThanItsBound() {
        fake.answer(ONE);
        for (int i = 0; i < 10_000; i++) {
            issuer.askForToken().ifPresent(question -> fake.answer(ONE));
        }
        assertEquals(1 + 4, fake.asked());
        for (int minute = 0; minute < 10; minute++) {
            for (int i = 0; i < 12; i++) {
                fake.pass(A_MOMENT);
                issuer.askForToken().ifPresent(question -> fake.answer(ONE));
            }
        }
        assertEquals(1 + 4 + 60, fake.asked());
        fake.pass(Duration.ofHours(1));
        for (int i = 0; i < 10_000; i++) {
            issuer.askForToken().ifPresent(question -> fake.answer(ONE));
        }
        assertEquals(1 + 4 + 60 + 4, fake.asked());
    }

    @Test
    void whileItIsAwayItsLastKeysAreUsedAndOthersCannotBeJudged() {
        fake.answer(ONE);
        fake.pass(FakeIssuer.FRESH_FOR);
        issuer.keepFresh();
        fake.beAway();
        assertFalse(issuer.isUp());
        assertGood(token(ONE));
        assertUnknown(token(TWO));
        assertBad("its signature is not valid", token(TestIssuer.rsa("one")));
    }

    @Test
    void whileItIsAwayNobodyWaitsForItButItIsAskedUntilItIsBack() {
        issuer.keepFresh();
        fake.beAway();
        assertEquals(Optional.empty(), issuer.askForToken());
        assertEquals(1, fake.asked());
        issuer.keepFresh();
        assertEquals(1, fake.asked());
        fake.pass(Issuer.RETRY_AFTER);
        issuer.keepFresh();
        issuer.keepFresh();
        assertEquals(2, fake.asked());
        assertEquals(Optional.empty(), issuer.askForToken());
        fake.answer(ONE);
        assertTrue(issuer.isUp());
        assertGood(token(ONE));
    }

    @Test
    void keysWithoutNewsForADayAreNotUsed() {
        fake.answer(ONE);
        BooleanSupplier stands = assertGood(token(ONE)).standing();
        fake.pass(Issuer.LONGEST_WITHOUT_NEWS.minusSeconds(1));
        assertGood(token(ONE));
        fake.pass(Duration.ofSeconds(1));
        assertUnknown(token(ONE));
        assertFalse(stands.getAsBoolean());
    }

    @Test
    void namesTheSubjectWithoutTellingWhoItIs() {
        fake.answer(ONE);
        String id = assertGood(token(ONE)).keyId();
        assertTrue(id.matches("jwt-[0-9a-f]{16}"), id);
        assertEquals(id, assertGood(read(draft().claim("jti", "another").signed(ONE))).keyId());
        assertFalse(id.equals(assertGood(read(draft().claim("sub", "somebody else").signed(ONE))).keyId()));
        assertEquals(assertGood(read(draft().claim("sub", null).claim("azp", "app").signed(ONE))).keyId(),
                assertGood(read(draft().claim("sub", null).claim("azp", "app").claim("jti", "2").signed(ONE))).keyId());
    }

    /** A user may be able to change the others, to somebody else's name. */
    @Test
    void isCalledByItsSubject() {
        fake.answer(ONE);
        assertEquals("ann", assertGood(read(draft().claim("sub", "ann").claim("upn", "bob").claim("preferred_username", "bob").signed(ONE))).name());
        assertTrue(assertGood(read(draft().claim("sub", null).claim("upn", "bob").signed(ONE))).name().startsWith("jwt-"));
    }

    /** A name with a line break wrote a line of its own into the log. */
    @Test
    void itsNameFitsIntoALine() {
        fake.answer(ONE);
        String name = assertGood(read(draft().claim("sub", "ann\r\n2026 INFO\u0000\u0085\u2028\u202eb\u00fc\ud83d\ude00" + "x".repeat(1_000)).signed(ONE))).name();
        assertTrue(name.startsWith("ann??2026 INFO????b\u00fc\ud83d\ude00xxx"), name);
        assertEquals(128, name.length());
    }

    @Test
    void findsRolesWhereKeycloakWritesThem() {
        fake.answer(ONE);
        assertEquals(Set.of("admin", "user"), assertGood(read(draft()
                .claim("realm_access", Map.of("roles", List.of("admin", "user"))).signed(ONE))).roles());
        assertEquals(Set.of(), assertGood(token(ONE)).roles());
    }

    private static TokenDraft draft() {
        return new TokenDraft(FakeIssuer.URL);
    }

    private static Jwt token(PublicJsonWebKey key) {
        return read(draft().signed(key));
    }

    private static Jwt read(String raw) {
        return Jwt.read(raw).orElseThrow();
    }

    private Bearer assertGood(Jwt token) {
        return assertInstanceOf(Verdict.Good.class, issuer.judge(token).verdict()).bearer();
    }

    private void assertBad(String reason, Jwt token) {
        String said = assertInstanceOf(Verdict.Bad.class, issuer.judge(token).verdict()).reason();
        assertTrue(said.contains(reason), said);
    }

    private void assertUnknown(Jwt token) {
        assertInstanceOf(Verdict.Unknown.class, issuer.judge(token).verdict());
    }
}
