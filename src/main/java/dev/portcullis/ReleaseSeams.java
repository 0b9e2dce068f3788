package dev.portcullis;

import dev.portcullis.admin.AuditEntry;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.DeploymentsByKind;
import dev.portcullis.release.canary.run.Diary;
import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.release.observe.ObservationTable;
import dev.portcullis.release.observe.Observations;
import dev.portcullis.release.observe.Observe;
import dev.portcullis.release.observe.WriteObservations;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.WeightOverrides;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Schema;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;

/** What releases get of the other rooms. */
final class ReleaseSeams {

    @Produces
    @Singleton
    Observations observations(MeterRegistry meters) {
        return new Observations(meters);
    }

    @Produces
    @Singleton
    ObservationTable observationTable(Pool pool) {
        return new ObservationTable(pool, UUID.randomUUID());
    }

    @Produces
    @Singleton
    WriteObservations writeObservations(Observations observations, ObservationTable table, Schema schema) {
        return new WriteObservations(observations, table, schema::isReady);
    }

    @Produces
    @Singleton
    Observe observe(RouteTable routes, RunCanaries canaries, RunningExperiments experiments, Observations observations) {
        return new Observe(routes::side, release -> canaries.judges(release) || experiments.judges(release), observations);
    }

    @Produces
    @Singleton
    DeploymentsByKind deployments(PromptStore store, RouteTable routes, WeightOverrides weights) {
        return new DeploymentsByKind(new PromptDeployments(store), new ModelDeployments(routes, weights.canaries()));
    }

    @Produces
    @Singleton
    Diary diary(InstantSource clock) {
        return (action, name, was, becomes, reason) -> {
            AuditEntry entry = new AuditEntry();
            entry.at = clock.instant();
            entry.who = PromptDeployments.WHO;
            entry.action = action;
            entry.subject = name;
            entry.was = was == null ? null : was.toString();
            entry.becomes = becomes == null ? null : becomes.toString();
            entry.reason = reason;
            // Nobody has asked for it.
            entry.requestId = "";
            return entry.persist().replaceWithVoid();
        };
    }

    @Produces
    @Singleton
    Canaries canaries(DeploymentsByKind deployments, ObservationTable table) {
        return new Canaries(deployments, table::read);
    }

    @Produces
    @Singleton
    RunCanaries runCanaries(Transactions transactions, Notifications notifications, DeploymentsByKind deployments, Diary diary,
            ObservationTable table, WriteObservations write, MeterRegistry meters) {
        return new RunCanaries(transactions, notifications, deployments, diary, table::read, write::now, meters);
    }
}
