package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.shadow.run.Cap;
import dev.portcullis.release.shadow.run.Settled;
import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets calls through while there is money, as the database does. */
final class FakeCap implements Cap {

    final List<Usd> reserved = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();
    long left = Long.MAX_VALUE;
    boolean away;

    @Override
    public Uni<Optional<UUID>> reserve(long shadow, Usd most) {
        if (away) {
            return Uni.createFrom().failure(StoreAway.yet());
        }
        if (most.nanos() > left) {
            return Uni.createFrom().item(Optional.empty());
        }
        left -= most.nanos();
        reserved.add(most);
        return Uni.createFrom().item(Optional.of(new UUID(0, reserved.size())));
    }

    @Override
    public Uni<Void> settle(Settled one) {
        settled.add(one);
        return Uni.createFrom().voidItem();
    }
}
