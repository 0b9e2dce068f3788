package dev.portcullis.edge.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestIssuer;
import dev.portcullis.TokenDraft;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuersTest {

    private static final PublicJsonWebKey OURS = TestIssuer.rsa("one");
    private static final PublicJsonWebKey THEIRS = TestIssuer.rsa("one");
    private static final String OTHER = "https://login.other.example";

    private final Vertx vertx = Vertx.vertx();
    private final FakeIssuer ours = new FakeIssuer(FakeIssuer.URL, Optional.empty());
    private final FakeIssuer theirs = new FakeIssuer(OTHER, Optional.empty());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void eachTokenIsCheckedWithItsOwnIssuersKeys() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS), theirs.answer(THEIRS));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft(FakeIssuer.URL).signed(OURS)));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft(OTHER).signed(THEIRS)));
        assertBad("its signature is not valid", check(issuers, new TokenDraft(FakeIssuer.URL).signed(THEIRS)));
        assertBad("its signature is not valid", check(issuers, new TokenDraft(OTHER).signed(OURS)));
    }

    @Test
    void anUnknownIssuerIsNotLookedUpAnywhere() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS), theirs.answer(THEIRS));
        assertBad("its issuer is not known here", check(issuers, new TokenDraft("https://evil.example").signed(OURS)));
        assertEquals(2, ours.asked() + theirs.asked());
    }

    /** Two settings for one issuer, with an audience each. */
    @Test
    void oneOfSeveralSettingsForAnIssuerIsEnough() {
        FakeIssuer again = new FakeIssuer(FakeIssuer.URL, Optional.of(FakeIssuer.URL));
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(THEIRS), again.answer(OURS));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft(FakeIssuer.URL).signed(OURS)));
    }

    @Test
    void anIssuerOfAnyNameSpeaksForNobodyElse() {
        FakeIssuer any = new FakeIssuer(OTHER, Optional.of("any"));
        Issuers issuers = FakeIssuer.all(vertx, ours, any.answer(THEIRS));
        String forged = new TokenDraft(FakeIssuer.URL).signed(THEIRS);
        ours.issuer.keepFresh();
        ours.beAway();
        assertInstanceOf(Verdict.Unknown.class, check(issuers, forged), "its keys alone can tell");
        ours.pass(Issuer.RETRY_AFTER);
        ours.issuer.keepFresh();
        ours.answer(OURS);
        assertBad("its signature is not valid", check(issuers, forged));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft("https://login.example/tenant-7").signed(THEIRS)));
    }

    @Test
    void anOnlyIssuersNameIsNotKnownBeforeItHasAnswered() {
        FakeIssuer only = new FakeIssuer();
        Issuers issuers = FakeIssuer.all(vertx, only);
        only.issuer.keepFresh();
        only.beAway();
        assertInstanceOf(Verdict.Unknown.class, check(issuers, new TokenDraft("https://elsewhere.example").signed(OURS)));
        only.pass(Issuer.RETRY_AFTER);
        only.ask().answer(OURS);
        assertBad("its issuer is not known here", check(issuers, new TokenDraft("https://elsewhere.example").signed(OURS)));
    }

    @Test
    void oneOfSeveralIsKnownByItsAddressBeforeItHasAnswered() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS), theirs);
        theirs.issuer.keepFresh();
        theirs.beAway();
        assertBad("its issuer is not known here", check(issuers, new TokenDraft("https://evil.example").signed(OURS)));
        assertInstanceOf(Verdict.Unknown.class, check(issuers, new TokenDraft(OTHER).signed(THEIRS)));
        assertInstanceOf(Verdict.Unknown.class, check(issuers, new TokenDraft(OTHER + "/").signed(THEIRS)));
    }

    @Test
    void anIssuerThatSettingsNameIsKnownBeforeItHasAnswered() {
        FakeIssuer named = new FakeIssuer(OTHER, Optional.of(OTHER));
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS), named);
        named.issuer.keepFresh();
        named.beAway();
        assertBad("its issuer is not known here", check(issuers, new TokenDraft("https://evil.example").signed(OURS)));
        assertInstanceOf(Verdict.Unknown.class, check(issuers, new TokenDraft(OTHER).signed(THEIRS)));
    }

    @Test
    void aTokenWithANewKeyWaitsForTheAnswer() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS));
        PublicJsonWebKey rotated = TestIssuer.rsa("two");
        List<Future<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(issuers.check(new TokenDraft(FakeIssuer.URL).claim("jti", "t" + i).signed(rotated)));
        }
        await(() -> ours.asked() == 2);
        assertFalse(waiting.stream().anyMatch(Future::isComplete));
        ours.answer(OURS, rotated);
        waiting.forEach(one -> assertInstanceOf(Verdict.Good.class, result(one)));
        assertEquals(2, ours.asked());
    }

    /** A thousand made-up keys of a slow issuer filled all places, and everybody's new tokens got 503. */
    @Test
    void oneThatIsSlowHoldsUpNothingButItsOwnTokens() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS), theirs.answer(THEIRS));
        String madeUp = new TokenDraft(OTHER).signed(TestIssuer.rsa("two"));
        List<Future<Verdict>> flood = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flood.add(issuers.check(madeUp));
        }
        await(() -> flood.stream().filter(Future::isComplete).count() == 1_000 - Issuer.MOST_WAITING);
        flood.stream().filter(Future::isComplete).forEach(one -> assertInstanceOf(Verdict.Unknown.class, result(one)));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft(FakeIssuer.URL).signed(OURS)));
        assertInstanceOf(Verdict.Good.class, check(issuers, new TokenDraft(OTHER).signed(THEIRS)), "its known keys need no answer");
        theirs.answer(THEIRS);
        assertEquals(Issuer.MOST_WAITING, flood.stream().filter(one -> result(one) instanceof Verdict.Bad).count());
        Future<Verdict> afterwards = issuers.check(madeUp);
        await(() -> {
            theirs.answer(THEIRS);
            return afterwards.isComplete();
        });
        assertInstanceOf(Verdict.Bad.class, result(afterwards), "all have left");
    }

    @Test
    void moreThanAThousandAtOnceAreTurnedAway() {
        Issuers issuers = FakeIssuer.all(vertx, ours.answer(OURS));
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            vertx.createSharedWorkerExecutor("tokens").executeBlocking(() -> free.await(10, TimeUnit.SECONDS), false);
        }
        String token = new TokenDraft(FakeIssuer.URL).signed(OURS);
        List<Future<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(issuers.check(token));
        }
        assertInstanceOf(Verdict.Unknown.class, check(issuers, token));
        free.countDown();
        waiting.forEach(one -> assertInstanceOf(Verdict.Good.class, result(one)));
        assertInstanceOf(Verdict.Good.class, check(issuers, token));
    }

    private static Verdict check(Issuers issuers, String token) {
        return result(issuers.check(token));
    }

    private static Verdict result(Future<Verdict> verdict) {
        return verdict.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            Thread.onSpinWait();
        }
    }

    private static void assertBad(String reason, Verdict verdict) {
        String said = assertInstanceOf(Verdict.Bad.class, verdict).reason();
        assertTrue(said.contains(reason), said);
    }
}
