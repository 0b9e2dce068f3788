package dev.portcullis;

import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.release.feedback.Feedback;
import dev.portcullis.release.feedback.NoticeSignals;
import dev.portcullis.release.feedback.QualityOfVersions;
import dev.portcullis.release.feedback.TakeFeedback;
import dev.portcullis.release.observe.Observations;
import dev.portcullis.store.Schema;
import dev.portcullis.store.SqlTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What feedback and the quality of prompts get of the store, of releases and of time. */
final class FeedbackSeams {

    @Produces
    @Singleton
    SqlTransactions sqlTransactions(Pool pool, Schema schema) {
        return new SqlTransactions(pool, schema::isReady);
    }

    @Produces
    @Singleton
    Feedback feedback(SqlTransactions transactions, Observations observations, RunCanaries canaries, RunningExperiments experiments, MeterRegistry meters,
            InstantSource clock) {
        return new Feedback(transactions, (release, arm, unit, value, calls) -> {
            // Of a release that nobody judges nothing is written, so nothing is to be remembered.
            if (canaries.judges(release) || experiments.judges(release)) {
                observations.scored(release, arm, unit, value, calls);
            }
        }, meters, clock);
    }

    @Produces
    @Singleton
    TakeFeedback takeFeedback(Feedback feedback) {
        return feedback.taker();
    }

    @Produces
    @Singleton
    NoticeSignals noticeSignals(Feedback feedback) {
        return feedback.noticer();
    }

    @Produces
    @Singleton
    QualityOfVersions qualityOfVersions(SqlTransactions transactions) {
        return new QualityOfVersions(transactions);
    }
}
