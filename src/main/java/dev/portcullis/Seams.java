package dev.portcullis;

import dev.portcullis.admin.AdminTokens;
import dev.portcullis.admission.Admit;
import dev.portcullis.admission.Limits;
import dev.portcullis.cache.AnswerFromCache;
import dev.portcullis.cache.AnswerStore;
import dev.portcullis.cache.CacheRules;
import dev.portcullis.cache.OtherWords;
import dev.portcullis.cache.SharedFlights;
import dev.portcullis.cache.similar.EmbedderOnWorker;
import dev.portcullis.cache.similar.EmbeddingWay;
import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.edge.oidc.Jwt;
import dev.portcullis.edge.oidc.TokenIdentities;
import dev.portcullis.guard.CheckTexts;
import dev.portcullis.guard.Detectors;
import dev.portcullis.guard.GuardMeters;
import dev.portcullis.guard.GuardPrompt;
import dev.portcullis.guard.GuardReply;
import dev.portcullis.guard.Guards;
import dev.portcullis.guard.Injection;
import dev.portcullis.guard.Moderate;
import dev.portcullis.guard.TextWorker;
import dev.portcullis.guard.harm.HarmCheck;
import dev.portcullis.guard.injection.InjectionCheck;
import dev.portcullis.guard.injection.Judgement;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.stream.PauseTimer;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.store.DataFolder;
import dev.portcullis.store.DatabaseId;
import dev.portcullis.store.Replicas;
import dev.portcullis.store.Schema;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.usage.Charge;
import dev.portcullis.usage.Prices;
import dev.portcullis.usage.ledger.Ledger;
import dev.portcullis.usage.ledger.LedgerTable;
import dev.portcullis.usage.ledger.RecordUsage;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a test replaces by its own: time, chance, and what a room knows of another. */
final class Seams {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** For choices and jitter, not for secrets. Asks the current thread's generator, since many event loops share this one. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Produces
    @Singleton
    ConfigFile configFile() {
        return ConfigFile.of(System::getenv);
    }

    /** @throws InvalidConfig where the file was broken since {@code Main} read it; the process then stops with its message */
    @Produces
    @Singleton
    RunningConfig runningConfig(ConfigFile file) throws InvalidConfig {
        return new RunningConfig(file);
    }

    @Produces
    @Singleton
    AdminTokens adminTokens(TokenIdentities tokens) {
        return new AdminTokens() {
            @Override
            public boolean areLike(String credential) {
                return Jwt.hasShape(credential);
            }

            @Override
            public Uni<SecurityIdentity> identify(String credential) {
                return tokens.identify(credential);
            }
        };
    }

    @Produces
    @Singleton
    Limits limits(SharedRedis redis, Replicas replicas, DatabaseId database, MeterRegistry meters, InstantSource clock) {
        Runnable changed = () -> replicas.alone(() -> !redis.inUse());
        redis.inUseAgain(changed);
        redis.leftAlone(changed);
        return new Limits(Optional.of(redis), replicas.name(), replicas::live, replicas::othersAlone, replicas::known, database::known, meters, System::nanoTime, clock);
    }

    @Produces
    @Singleton
    Ledger ledger(AgroalDataSource database, Schema schema, Limits limits, InstantSource clock, MeterRegistry meters,
            @ConfigProperty(name = "portcullis.ledger.max-journal-size", defaultValue = "1G") MemorySize mostBytes) {
        return Ledger.start(DataFolder.of(System::getenv).prepared("ledger"), mostBytes.asLongValue(),
                new LedgerTable(database, schema::isReady), clock, meters, (written, spent) -> limits.inTheLedger(
                        written.stream().map(line -> new Limits.Written(line.subject().tenant(), line.at(), line.end().cost().nanos())).toList(),
                        spent.stream().map(sum -> new Limits.Spent(sum.tenant(), sum.period(), sum.begin(), sum.spent())).toList()));
    }

    @Produces
    @Singleton
    Charge charge(Prices prices, TokenCounter tokens) {
        return new Charge(prices::cost,
                (call, target) -> call.payload().countedInputTokens(tokens, TokenEncoding.of(target.upstreamModel(), target.model())));
    }

    @Produces
    @Singleton
    AnswerFromCache answerFromCache(CacheRules rules, AnswerStore store, SharedFlights flights, RandomGenerator random, InstantSource clock,
            OtherWords otherWords) {
        return AnswerFromCache.of(rules, store, flights, random, clock, otherWords);
    }

    /** Its libraries are for a Java virtual machine: a native program must not even try to link them. */
    @Produces
    @Singleton
    @UnlessBuildProperty(name = "quarkus.native.enabled", stringValue = "true", enableIfMissing = true)
    EmbedderOnWorker embedder(MeterRegistry meters) {
        return EmbedderOnWorker.miniLm(meters);
    }

    /** The gateway has the stage that asks by this way, so it is looked for only when that does. */
    @Produces
    @Singleton
    EmbeddingWay embeddingWay(Instance<Gateway> gateway) {
        return call -> gateway.get().embed(call);
    }

    @Produces
    @Singleton
    Detectors detectors() {
        InjectionCheck check = InjectionCheck.shipped();
        return new Detectors(text -> {
            Judgement judgement = check.check(text);
            return new Injection(judgement.score(), judgement.names());
        }, HarmCheck.shipped()::check, PersonalData.standard());
    }

    @Produces
    @Singleton
    Guards guards(Detectors detectors) {
        return new Guards(detectors);
    }

    @Produces
    @Singleton
    GuardMeters guardMeters(MeterRegistry meters) {
        return new GuardMeters(meters);
    }

    @Produces
    @Singleton
    GuardPrompt guardPrompt(Guards guards, GuardMeters meters) {
        return new GuardPrompt(guards, new TextWorker(), meters, new SecureRandom());
    }

    @Produces
    @Singleton
    GuardReply guardReply(Guards guards, GuardMeters meters) {
        return new GuardReply(guards, new TextWorker(), PauseTimer.onEventLoop(), meters);
    }

    @Produces
    @Singleton
    CheckTexts checkTexts(Detectors detectors) {
        return new CheckTexts(detectors, new TextWorker());
    }

    @Produces
    @Singleton
    Moderate moderate(Detectors detectors) {
        return new Moderate(detectors, new TextWorker());
    }

    @Produces
    @Singleton
    RecordUsage recordUsage(Ledger ledger, RouteTable routes, Prices prices, InstantSource clock) {
        return new RecordUsage(ledger, clock, routes::knows, prices::cost);
    }

    @Produces
    @Singleton
    Admit admit(RouteTable routes, Limits limits, Prices prices) {
        return new Admit(routes::knows, limits, prices::maxOutput, prices::estimate);
    }
}
