package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What each call aboard is told of an answer that came, and so what it may have to pay. */
final class Fare {

    private Fare() {
    }

    /** Whether an answer was known, or asked for, elsewhere: then nobody pays for it here. */
    static boolean isFree(Answer come) {
        return come.settlement().isPresent();
    }

    /** To the one for whom it was asked as things stand when it begins. */
    static Answer own(Answer come, Body body, Supplier<Usage> seen, CompletionStage<Settlement> settlement) {
        return new Answer(come.status(), come.headers(), body, come.origin().with(CacheUse.MISS), seen, come.found(), Optional.of(settlement));
    }

    /** To the others. */
    static Answer shared(Answer come, Body body, Supplier<Usage> seen, CompletionStage<Settlement> settlement) {
        return new Answer(come.status(), isFree(come) ? come.headers() : Known.headers(body, Duration.ZERO), body,
                Origin.known(come.origin().target()), seen, come.found(), Optional.of(settlement));
    }

    /** To the only one who gets it, all of it or, where that one has left, none. */
    static Answer alone(Answer come) {
        Usage used = come.usageSoFar().get();
        return own(come, come.body(), () -> used, CompletableFuture.completedFuture(new Settlement(used, true)));
    }
}
