package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Prompts;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Pair;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.release.shadow.Side;
import dev.portcullis.release.shadow.Sums;
import dev.portcullis.release.shadow.Words;
import dev.portcullis.release.shadow.call.CandidateCall.Came;
import dev.portcullis.release.shadow.run.Cap;
import dev.portcullis.release.shadow.run.Settled;
import dev.portcullis.release.shadow.run.Settled.Result;
import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Sees one chosen call through: makes the candidate's of it, reserves what it may come to, asks, compares, and settles. Where the database is
 * away before, nobody is asked; where it is away after, it is tried again for a while, and then what was reserved counts as spent.
 */
public final class AskCandidate {

    /** Names the tenant's calls to candidates in the ledger, in place of a key. */
    public static final String KEY = "shadow";

    private static final Logger LOG = Logger.getLogger(AskCandidate.class);
    private static final int FIRST_ERROR = 400;
    /** After one that had no room, or found no database, no other one of its shadow asks for so long. */
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int SETTLED_AGAIN = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private record Rest(Dropped why, long since) {
    }

    /** @param use of the candidate's version; none of a model's shadow */
    private record Made(Payload payload, PromptUse use) {
    }

    private final Surroundings surroundings;
    private final Cap cap;
    private final ShadowMeters meters;
    private final CandidateCall calls;
    /** By the shadow's id; few, and gone with the next call that had room. */
    private final Map<Long, Rest> resting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public AskCandidate(Surroundings surroundings, Cap cap, ShadowMeters meters) {
        this.surroundings = surroundings;
        this.cap = cap;
        this.meters = meters;
        this.calls = new CandidateCall(surroundings);
    }

    /** Fails only by a bug. */
    Uni<Void> ask(Chosen chosen) {
        Rest rest = resting.get(chosen.shadow().id());
        if (rest != null && surroundings.nanos().getAsLong() - rest.since < REST.toNanos()) {
            // Elsewhere: whoever waits behind it would be dropped on this thread as well, one within the other.
            return dropped(rest.why).emitOn(surroundings.worker());
        }
        Executor home = surroundings.loops().get();
        return Uni.createFrom().item(() -> make(chosen)).runSubscriptionOn(surroundings.worker()).emitOn(home).chain(made -> {
            if (made.isEmpty()) {
                return unasked(chosen, Result.REFUSED);
            }
            if (!isWanted(chosen.shadow(), made.get())) {
                return dropped(Dropped.CHANGED);
            }
            if (!chosen.call().tenant().mayUse().test(made.get().payload.model())) {
                return dropped(Dropped.FORBIDDEN);
            }
            return chosen.shadow().subject().kind() == Subject.Kind.PROMPT ? guarded(chosen, made.get(), home)
                    : asked(chosen, call(chosen, made.get(), chosen.call().guard()), PromptUse.NONE, home).replaceWithVoid();
        }).onFailure(StoreAway.class).recoverWithUni(away -> dropped(chosen, Dropped.STORE));
    }

    /** Cuts what is under way: the gateway ends. */
    public void close() {
        closed = true;
        calls.close();
    }

    /** @return empty where this version cannot be made of what the caller sent */
    private Optional<Made> make(Chosen chosen) {
        Call call = chosen.call();
        Shadow shadow = chosen.shadow();
        try {
            if (shadow.subject().kind() == Subject.Kind.MODEL) {
                return Optional.of(new Made(CandidateBody.of(call.payload().bytes(), shadow.plan().model(), call.endpoint()), PromptUse.NONE));
            }
            Prompts.Prompted prompted = surroundings.versions().expand(call.prompt().asked().orElseThrow(),
                    new Prompts.Asker(call.tenant(), call.stickyKey()), shadow.version());
            return Optional.of(new Made(CandidateBody.of(prompted.body(), shadow.plan().model(), call.endpoint()), prompted.use()));
        } catch (Refused refused) {
            return Optional.empty();
        }
    }

    private static boolean isWanted(Shadow shadow, Made made) {
        return shadow.subject().kind() == Subject.Kind.MODEL || made.use.version().equals(shadow.version());
    }

    /** A version may put before a guard what the other one did not. What is asked has passed the same policy as what the caller asked. */
    private Uni<Void> guarded(Chosen chosen, Made made, Executor home) {
        boolean[] passed = {false};
        return surroundings.guard().handle(call(chosen, made, ""), guarded -> {
            passed[0] = true;
            return guarded.guard().equals(chosen.call().guard()) ? asked(chosen, guarded, made.use, home)
                    : dropped(Dropped.CHANGED).map(none -> new Refusal.NotCached());
        }).chain(reply -> passed[0] ? Uni.createFrom().voidItem() : unasked(chosen, Result.BLOCKED));
    }

    /** Of the tenant, past its keys: nobody's key pays for it alone. With a prompt only for its guard. */
    private static Call call(Chosen chosen, Made made, String guard) {
        Call call = chosen.call();
        return new Call(call.id() + "/shadow", call.tenant(), KEY, call.endpoint(), Headers.of("x-portcullis-user", call.stickyKey()), made.payload,
                made.use, guard, new CompletableFuture<>(), new CompletableFuture<>());
    }

    private Uni<Reply> asked(Chosen chosen, Call call, PromptUse use, Executor home) {
        Optional<Usd> most = surroundings.most().apply(call.payload());
        if (most.isEmpty()) {
            return dropped(Dropped.UNPRICED).map(none -> new Refusal.NotCached());
        }
        Optional<Runnable> connection = surroundings.spare().apply(call.payload().model());
        if (connection.isEmpty()) {
            return dropped(Dropped.BUSY).map(none -> new Refusal.NotCached());
        }
        return reserve(chosen, most.get()).emitOn(home).chain(reserved -> reserved.isEmpty()
                ? dropped(chosen, Dropped.CAP).map(none -> new Refusal.NotCached())
                : calls.ask(call, home).emitOn(surroundings.worker()).chain(came -> settle(chosen, settled(chosen, came, use, most.get(), reserved.get()))
                        .replaceWith(came.reply()))).onTermination().invoke(connection.get());
    }

    /** For a worker: it reads two answers. */
    private Settled settled(Chosen chosen, Came came, PromptUse use, Usd most, UUID reserved) {
        Usd cost = (came.late() || mayHaveCost(came.bill())) && came.bill().cost().compareTo(most) < 0 ? most : came.bill().cost();
        Result result = result(came);
        Pair pair = switch (result) {
            case BLOCKED -> Settled.NOTHING;
            // What the gateway cuts because it ends itself says nothing of the candidate.
            case FAILED, LATE -> closed ? Settled.NOTHING : Pair.of(chosen.came().side(), Side.FAILED);
            case REFUSED -> Pair.of(chosen.came().side(), Side.FAILED);
            case ANSWERED -> Pair.of(chosen.came().side(), side(came, use));
        };
        return new Settled(reserved, cost, result, group(chosen), pair);
    }

    /** What was sent, and neither refused nor answered with what it used, may be paid for all the same. */
    private static boolean mayHaveCost(Bill bill) {
        return bill.usage().equals(Usage.UNKNOWN) && bill.origin().attempts().stream().anyMatch(attempt -> attempt.sent() && switch (attempt.result()) {
            case OK, TIMEOUT, CONNECTION, ERROR_IN_200, SATURATED, ABANDONED -> true;
            case CLIENT_ERROR, RATE_LIMITED, SERVER_ERROR -> false;
        });
    }

    private static Result result(Came came) {
        if (came.late()) {
            return Result.LATE;
        }
        return switch (came.reply()) {
            case Refusal refusal -> refusal.plain() instanceof Refusal.Blocked ? Result.BLOCKED : Result.FAILED;
            case Answer answer -> answer.status() < FIRST_ERROR && answer.body() instanceof Body.Whole ? Result.ANSWERED
                    : Chosen.isFailure(answer.status()) || answer.status() < FIRST_ERROR ? Result.FAILED : Result.REFUSED;
        };
    }

    private Side side(Came came, PromptUse use) {
        Body.Whole whole = (Body.Whole) ((Answer) came.reply()).body();
        Bill bill = came.bill();
        OutputVerdict output = use.isNone() || whole.bytes().length() > Words.MOST_BYTES ? OutputVerdict.NONE
                : surroundings.promised().apply(use, whole.bytes());
        return new Side(false, true, came.took(), bill.usage().output(), bill.cost(), output, Words.of(whole.bytes()));
    }

    private static int group(Chosen chosen) {
        return (int) Math.floorMod(UnitHash.of(chosen.call().stickyKey()).getLeastSignificantBits(), (long) Sums.GROUPS);
    }

    /** What was not even sent is told all the same: it cost nothing. */
    private Uni<Void> unasked(Chosen chosen, Result result) {
        return reserve(chosen, Usd.ZERO).emitOn(surroundings.worker()).chain(reserved -> reserved.isEmpty() ? dropped(chosen, Dropped.CAP)
                : settle(chosen, new Settled(reserved.get(), Usd.ZERO, result, group(chosen),
                        result == Result.BLOCKED ? Settled.NOTHING : Pair.of(chosen.came().side(), Side.FAILED))));
    }

    private Uni<Void> settle(Chosen chosen, Settled settled) {
        meters.came(settled.result());
        return Uni.createFrom().deferred(() -> cap.settle(settled))
                .onFailure(StoreAway.class).retry().withBackOff(FIRST_PAUSE, LONGEST_PAUSE).atMost(SETTLED_AGAIN)
                .onFailure().invoke(lost -> LOG.warnf("what the shadow of call %s came to could not be written (%s): it counts with all that was reserved",
                        chosen.call().id(), lost.getMessage())).onFailure().recoverWithNull();
    }

    private Uni<Optional<UUID>> reserve(Chosen chosen, Usd most) {
        return cap.reserve(chosen.shadow().id(), most).invoke(reserved -> {
            if (reserved.isPresent()) {
                resting.remove(chosen.shadow().id());
            }
        });
    }

    private Uni<Void> dropped(Chosen chosen, Dropped why) {
        resting.put(chosen.shadow().id(), new Rest(why, surroundings.nanos().getAsLong()));
        return dropped(why);
    }

    private Uni<Void> dropped(Dropped why) {
        meters.dropped(why);
        return Uni.createFrom().voidItem();
    }
}
