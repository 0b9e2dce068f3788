package dev.portcullis.release.shadow.run;

import dev.portcullis.pipeline.Call;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Shadow;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Refresh;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the shadows that run in memory, as the database has them: on every replica within a second of a change. */
public final class RunningShadows {

    /** By name. */
    record Now(List<Shadow> all, Map<String, Shadow> prompts, Map<String, Shadow> models) {

        /** @return null of none */
        static Now of(List<Shadow> shadows) {
            Map<String, Shadow> prompts = new HashMap<>();
            Map<String, Shadow> models = new HashMap<>();
            shadows.forEach(shadow -> (shadow.subject().kind() == Subject.Kind.PROMPT ? prompts : models).put(shadow.subject().name(), shadow));
            return shadows.isEmpty() ? null : new Now(List.copyOf(shadows), prompts, models);
        }

        /** That of the call's prompt, where it takes the call, else that of its model. */
        Optional<Shadow> of(Call call) {
            Shadow prompt = call.prompt().isNone() ? null : prompts.get(call.prompt().id());
            return Optional.ofNullable(prompt).filter(shadow -> shadow.takes(call))
                    .or(() -> Optional.ofNullable(models.get(call.payload().model())).filter(shadow -> shadow.takes(call)));
        }
    }

    private final Transactions transactions;
    private final Notifications notifications;
    private final ShadowStore store;
    private final Refresh refresh = new Refresh("the shadows", this::load);
    /** Null while there is none: all that calls pay then is to look. */
    private volatile Now now;

    public RunningShadows(Transactions transactions, Notifications notifications, ShadowStore store) {
        this.transactions = transactions;
        this.notifications = notifications;
        this.store = store;
    }

    /** Once. */
    public void start() {
        notifications.on(ShadowStore.TOPIC, ShadowStore.VERSION, refresh::ask, refresh::ask);
    }

    /** For who has just changed something and wants to see it in force here. */
    public Uni<Void> refreshed() {
        return refresh.now();
    }

    /** The one that this call is mirrored by. */
    public Optional<Shadow> of(Call call) {
        Now known = now;
        return known == null ? Optional.empty() : known.of(call);
    }

    /** Whether one of this prompt runs. */
    public boolean isOfPrompt(String id) {
        Now known = now;
        return known != null && known.prompts.containsKey(id);
    }

    /** Whether it has not ended. */
    public boolean runs(long id) {
        return all().stream().anyMatch(shadow -> shadow.id() == id);
    }

    List<Shadow> all() {
        Now known = now;
        return known == null ? List.of() : known.all;
    }

    private Uni<Void> load() {
        return transactions.run(store::allOpen).invoke(open -> now = Now.of(open)).replaceWithVoid();
    }
}
