package dev.portcullis.edge.oidc;

import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * One issuer of tokens: an OIDC tenant of Quarkus' settings. Its keys are read again at an interval, and when a token names one
 * that is not there; how often tokens can make the gateway ask is bounded, whoever sends them. While the issuer is away the keys it
 * gave last are used, for at most {@link #LONGEST_WITHOUT_NEWS}.
 */
final class Issuer {

    static final Duration LONGEST_WITHOUT_NEWS = Duration.ofHours(24);
    /** How often tokens alone can make the gateway ask: so many times at once, and once more after each pause. */
    private static final int QUESTIONS_AT_ONCE = 4;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** Tokens that may wait for its answer at once. */
    static final int MOST_WAITING = 100;
    /** How soon an issuer is asked again that did not answer. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(Issuer.class);

    /** Asks the issuer. */
    @FunctionalInterface
    interface Reader {

        /**
         * @param before the keys in use; they are given back where the issuer still publishes the same
         * @return ends soon, one way or the other
         */
        CompletableFuture<Keys> read(Optional<Keys> before);
    }

    /**
     * @param ask  whether news from the issuer could change the verdict
     * @param with the keys that it was judged with
     */
    record Opinion(Verdict verdict, boolean ask, Optional<Keys> with) {

        static Opinion certain(Verdict verdict) {
            return new Opinion(verdict, false, Optional.empty());
        }
    }

    private final String name;
    private final boolean own;
    private final OidcTenantConfig settings;
    private final Optional<String> address;
    private final Reader reader;
    private final Duration freshFor;
    private final LongSupplier nanoseconds;
    private volatile Optional<Keys> keys = Optional.empty();
    private volatile long keysAt;
    private volatile boolean up = true;
    private CompletableFuture<Void> question = CompletableFuture.completedFuture(null);
    private boolean asked;
    private long askedAt;
    private int questionsLeft = QUESTIONS_AT_ONCE;
    private long questionsAt;
    private int waiting;

    /**
     * @param own         whether it is the issuer without a name
     * @param address     what it calls itself, if nothing else can be: a slash at the end may still be missing
     * @param freshFor    how long its keys are used without a question
     * @param nanoseconds {@code System::nanoTime}
     */
    Issuer(String name, boolean own, OidcTenantConfig settings, Optional<String> address, Reader reader, Duration freshFor,
            LongSupplier nanoseconds) {
        this.name = name;
        this.own = own;
        this.settings = settings;
        this.address = address;
        this.reader = reader;
        this.freshFor = freshFor;
        this.nanoseconds = nanoseconds;
        this.questionsAt = nanoseconds.getAsLong();
    }

    String name() {
        return name;
    }

    boolean isOwn() {
        return own;
    }

    /** Whether it gave its keys when it was last asked. */
    boolean isUp() {
        return up;
    }

    boolean has(Keys some) {
        return keys.filter(now -> now == some).isPresent() && isUsable();
    }

    /** Whether its tokens can be told by their {@code iss}: the settings or its address say it, or the issuer has. */
    boolean isKnown() {
        return settings.token().issuer().isPresent() || address.isPresent() || keys.isPresent();
    }

    boolean takesAny() {
        return settings.token().issuer().filter(Keys.ANY::equals).isPresent();
    }

    boolean isNamed(String iss) {
        if (takesAny()) {
            return false;
        }
        return settings.token().issuer().or(() -> keys.flatMap(Keys::issuer))
                .or(() -> address.map(url -> iss.equals(url + "/") ? iss : url)).filter(iss::equals).isPresent();
    }

    Opinion judge(Jwt token) {
        Optional<String> wrongKind = TokenKind.wrong(token, settings.token().tokenType());
        if (wrongKind.isPresent()) {
            return Opinion.certain(new Verdict.Bad(wrongKind.get()));
        }
        Optional<Keys> now = keys;
        if (now.isEmpty() || !isUsable()) {
            return new Opinion(new Verdict.Unknown(RETRY_AFTER), true, now);
        }
        try {
            now.get().check().verifyJwtToken(token.raw(), false, settings.token().subjectRequired(), null);
            return Opinion.certain(new Verdict.Good(new Bearer(this, now.get(), token)));
        } catch (InvalidJwtException no) {
            if (no.getCause() instanceof UnresolvableKeyException) {
                return new Opinion(up ? new Verdict.Bad("it is signed with a key that its issuer does not publish")
                        : new Verdict.Unknown(RETRY_AFTER), true, now);
            }
            return Opinion.certain(new Verdict.Bad(Fault.of(no)));
        } catch (AuthenticationFailedException lacksClaim) {
            return Opinion.certain(new Verdict.Bad("it lacks a claim that the settings require"));
        }
    }

    Optional<String> nameClaim() {
        return settings.token().principalClaim();
    }

    Set<String> rolesOf(Jwt token) {
        return Set.copyOf(OidcUtils.findRoles(settings.clientId().orElse(null), settings.roles(), new JsonObject(token.claims())));
    }

    /** Asks if it is time; to be called every second or so. Does not count against what tokens may ask. */
    synchronized void keepFresh() {
        Duration pause = up && keys.isPresent() ? freshFor : RETRY_AFTER;
        if (question.isDone() && (!asked || nanoseconds.getAsLong() - askedAt >= pause.toNanos())) {
            ask();
        }
    }

    /**
     * Asks for a token's sake, unless that was done often enough already, or the issuer did not answer when it was last asked.
     *
     * @param judgedWith the keys that did not do: where there are others by now, there is news already
     * @return the question under way, or the one that brought the news; it never fails. Empty where there is nothing to wait for
     */
    synchronized Optional<CompletableFuture<Void>> askForToken(Optional<Keys> judgedWith) {
        if (question.isDone() && !keys.equals(judgedWith)) {
            return Optional.of(question);
        }
        if (!up) {
            return Optional.empty();
        }
        if (!question.isDone()) {
            return Optional.of(question);
        }
        long pauses = (nanoseconds.getAsLong() - questionsAt) / PAUSE.toNanos();
        if (pauses > 0) {
            questionsLeft = (int) Math.min(QUESTIONS_AT_ONCE, questionsLeft + pauses);
            questionsAt += pauses * PAUSE.toNanos();
        }
        if (questionsLeft == 0) {
            return Optional.empty();
        }
        questionsLeft--;
        ask();
        return Optional.of(question);
    }

    Optional<CompletableFuture<Void>> askForToken() {
        return askForToken(keys);
    }

    /** For a token that may have to wait for an answer. @return false where too many do; else {@link #leave} is owed */
    synchronized boolean enter() {
        if (waiting == MOST_WAITING) {
            return false;
        }
        waiting++;
        return true;
    }

    synchronized void leave() {
        waiting--;
    }

    private void ask() {
        asked = true;
        askedAt = nanoseconds.getAsLong();
        question = reader.read(keys).handle((read, failure) -> {
            if (failure == null) {
                take(read);
            } else {
                miss(failure);
            }
            return null;
        });
    }

    private void take(Keys read) {
        boolean first = keys.isEmpty();
        keysAt = nanoseconds.getAsLong();
        keys = Optional.of(read);
        if (first) {
            LOG.info("tokens of " + read.issuer().orElse("any issuer") + " are taken (issuer '" + name + "')");
        } else if (!up) {
            LOG.info("issuer '" + name + "' gives its keys again");
        }
        up = true;
    }

    private void miss(Throwable failure) {
        if (up) {
            LOG.warn("issuer '" + name + "' does not give its keys (" + KeyReader.reason(failure) + "): "
                    + (keys.isPresent() ? "those it gave last are used for now" : "its tokens are refused with 503 until it does")
                    + "; it is asked again every few seconds");
        }
        up = false;
    }

    private boolean isUsable() {
        return nanoseconds.getAsLong() - keysAt < LONGEST_WITHOUT_NEWS.toNanos();
    }
}
