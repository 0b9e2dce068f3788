package dev.portcullis;

import dev.portcullis.admin.AuditEntry;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.CanaryRefused;
import dev.portcullis.release.experiment.run.Diary;
import dev.portcullis.release.experiment.run.ExperimentStore;
import dev.portcullis.release.experiment.run.RunExperiments;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What experiments get of the other rooms, of the store and of time. */
final class ExperimentSeams {

    @Produces
    @Singleton
    RunningExperiments runningExperiments(Transactions transactions, Notifications notifications) {
        return new RunningExperiments(transactions, notifications);
    }

    @Produces
    @Singleton
    ExperimentStore experimentStore(Canaries canaries) {
        return new ExperimentStore(prompt -> canaries.refuseWhileOpen(Subject.prompt(prompt)).map(none -> false).onFailure(CanaryRefused.class).recoverWithItem(true));
    }

    @Produces
    @Singleton
    RunExperiments runExperiments(Transactions transactions, RunningExperiments running, ExperimentStore store, InstantSource clock, MeterRegistry meters) {
        return new RunExperiments(transactions, running, store, diary(clock), System::nanoTime, meters);
    }

    private static Diary diary(InstantSource clock) {
        return (action, experiment, was, becomes, reason) -> {
            AuditEntry entry = new AuditEntry();
            entry.at = clock.instant();
            entry.who = RunExperiments.WHO;
            entry.action = action;
            entry.subject = experiment;
            entry.was = was == null ? null : was.toString();
            entry.becomes = becomes == null ? null : becomes.toString();
            entry.reason = reason;
            // Nobody has asked for it.
            entry.requestId = "";
            return entry.persist().replaceWithVoid();
        };
    }
}
