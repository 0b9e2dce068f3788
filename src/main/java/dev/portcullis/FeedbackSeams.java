package dev.portcullis;

import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.release.feedback.Feedback;
import dev.portcullis.release.feedback.NoticeSignals;
import dev.portcullis.release.feedback.QualityOfVersions;
import dev.portcullis.release.feedback.TakeFeedback;
import dev.portcullis.release.observe.Observations;
import dev.portcullis.release.quality.ScoreListener;
import dev.portcullis.store.Schema;
import dev.portcullis.store.SqlTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.function.Predicate;

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
        return new Feedback(transactions, ofJudged(release -> canaries.judges(release) || experiments.judges(release), observations::scored), meters, clock);
    }

    /** Of a release that nobody judges nothing is written, so nothing is to be remembered. */
    static ScoreListener ofJudged(Predicate<String> judged, ScoreListener listener) {
        return (release, arm, unit, value, calls) -> {
            if (judged.test(release)) {
                listener.scored(release, arm, unit, value, calls);
            }
        };
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
