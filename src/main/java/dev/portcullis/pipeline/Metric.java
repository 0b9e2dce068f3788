package dev.portcullis.pipeline;

import java.util.List;

/**
 * Every metric the gateway has, as Prometheus sees it. Labels take their values from closed sets: endpoints, configured models
 * and targets, statuses, results. Never a key, a user or a name that a caller made up.
 */
public enum Metric {
    REQUESTS("portcullis_requests_total", "Calls that are over, refused ones included.", "endpoint", "model", "status", "ending"),
    DURATION("portcullis_request_duration_seconds", "From a call's arrival to its last byte.", "endpoint", "model"),
    FIRST_TOKEN("portcullis_time_to_first_token_seconds", "From a streamed call's arrival to the first byte of its answer's body.", "model"),
    UPSTREAM_DURATION("portcullis_upstream_duration_seconds", "From an attempt's start to the head of its answer, or to its failure.",
            "target", "result"),
    RETRIES("portcullis_retries_total", "Attempts that followed a failed one of the same call, by the target they went to.", "target"),
    TOKENS("portcullis_tokens_total", "Tokens as providers counted them, else as the gateway did; kind is input, cached_input, output or reasoning, "
            + "where cached_input is part of input and reasoning is part of output.", "model", "kind"),
    COST("portcullis_cost_usd_total", "US dollars that calls cost, by the tenant who pays and the model that answered.", "tenant", "model"),
    PROMPT_CALLS("portcullis_prompt_calls_total", "Calls that named a prompt and were read, by the version that was chosen; result is ok, refused (by the gateway), abandoned or error.",
            "prompt", "version", "result"),
    PROMPT_TOKENS("portcullis_prompt_tokens_total", "Tokens of calls that named a prompt; kind as in portcullis_tokens_total.", "prompt", "version", "kind"),
    PROMPT_COST("portcullis_prompt_cost_usd_total", "US dollars that calls cost that named a prompt.", "prompt", "version"),
    PROMPT_FILES("portcullis_prompt_files", "Files of prompts that are served."),
    PROMPT_FILES_BROKEN("portcullis_prompt_files_broken", "Files of prompts that could not be taken as they are now; what was served before stays."),
    PROMPT_OUTPUT("portcullis_prompt_output_total", "Answers that were checked against what their prompt's version promises: result is passed, failed (and given all "
            + "the same), retried (the model was asked once more), rejected, or unchecked (nothing can be said).", "prompt", "version", "result"),
    FEEDBACK("portcullis_feedback_total", "What was kept of answers' quality: kind is rating, comment, copy, edit, retry or abandoned.", "kind"),
    FEEDBACK_LOST("portcullis_feedback_lost_total", "Retries, abandoned streams and checked answers that were noticed and are written nowhere, because too many others waited."),
    UNPRICED_CALLS("portcullis_unpriced_calls_total", "Calls that used tokens of a model without a price, and so cost nothing.", "model"),
    CACHE_USE("portcullis_cache_use_total", "Callers' calls that were read, by what the cache had to do with them: cache is hit, miss or bypass.", "tenant", "cache"),
    CACHE_SAVED("portcullis_cache_saved_usd_total", "US dollars that calls would have cost whose answers were known already, or were paid for by "
            + "an identical call.", "tenant", "model"),
    USAGE_CORRECTIONS("portcullis_usage_corrections_total", "Calls whose provider said nonsense of their tokens, which was put right.", "model"),
    OPEN_STREAMS("portcullis_open_streams", "Streamed answers that are being sent."),
    OPEN_CALLS("portcullis_open_calls", "Calls that have arrived and are not over."),
    BREAKER_STATE("portcullis_breaker_state", "A target's circuit breaker: 0 closed, 1 half-open, 2 open.", "target"),
    BODY_BYTES("portcullis_request_body_bytes", "Bytes of request bodies that are in memory, from their first byte until the call is over."),
    REDIS_STATE("portcullis_redis_state", "Redis: 0 none is configured, 1 in use, 2 left alone because it is slow or gone."),
    REDIS_FAILURES("portcullis_redis_failures_total", "Times that Redis was in use and turned out to be slow or gone."),
    BUDGET_USED("portcullis_budget_used_ratio", "How much of a tenant's budget is spent, by all replicas; 1 is all of it.", "tenant", "period"),
    CACHE_BYTES("portcullis_cache_bytes", "Bytes of this process's memory that kept answers take, about."),
    CACHE_ENTRIES("portcullis_cache_entries", "Answers that are kept in this process's memory."),
    CACHE_EVICTIONS("portcullis_cache_evictions_total", "Answers that left this process's memory by themselves: cause is size, to make room, or age.", "cause"),
    CACHE_UNREADABLE("portcullis_cache_unreadable_total", "Values at Redis that were no answers in today's format; they were taken away, and were misses."),
    CACHE_SKIPPED_READS("portcullis_cache_skipped_reads_total", "Answers at Redis that were misses because too many bytes of others were on their way."),
    CACHE_DROPPED_WRITES("portcullis_cache_dropped_writes_total", "Answers that a store (memory or redis) did not take: reason is size (larger than one may be), "
            + "busy (too many on their way to Redis) or full (Redis has little memory left).", "store", "reason"),
    CACHE_FOLLOWED("portcullis_cache_followed_total", "Answers that another replica was asking for when they were asked for here: result is shared, gone "
            + "(it could not be shared, or had just ended), or lost (that replica could not be reached).", "result"),
    CACHE_PURGES("portcullis_cache_purges", "Purges of kept answers that this replica knows of and that still matter."),
    CACHE_SIMILAR("portcullis_cache_similar_total", "Questions that were looked up among earlier ones: result is hit, miss, different (one was near, but asks about "
            + "something else), gone (the near one's answer is not there any more, cannot be had now, or is too old for this caller) or not_compared (too long, with a placeholder of a guard, "
            + "or not embedded).", "result"),
    CACHE_SIMILAR_BYTES("portcullis_cache_similar_bytes", "Bytes of this process's memory that earlier questions take, about."),
    CACHE_EMBEDDINGS("portcullis_cache_embeddings_total", "Questions that were to be embedded: result is made, unsuitable (letters that the model does not know), "
            + "busy (too many others), late (waited too long) or failed (also where nobody was asked, after many failures).", "result"),
    GUARD_FINDINGS("portcullis_guard_findings_total", "Texts, and of personal data values, in which guards found something: guard is injection, pii, harm or policy; "
            + "direction is request or response; action is block, redact, restore or flag.", "guard", "direction", "action"),
    GUARD_DURATION("portcullis_guard_duration_seconds", "What looking at all texts of a request or of an answer took; of a stream, in all.", "direction"),
    GUARD_TEXTS("portcullis_guard_texts_total", "Texts of requests that guards were asked about: seen is known (it was remembered what is in them) or new.", "seen"),
    GUARD_HELD("portcullis_guard_held_characters", "Characters of streamed answers that are held back until it is known what they belong to."),
    LEDGER_JOURNAL_BYTES("portcullis_ledger_journal_bytes", "Bytes of the ledger's journal that wait for the database, in whole files."),
    LEDGER_LINES_DROPPED("portcullis_ledger_lines_dropped_total", "Calls that are in no ledger because its journal was full."),
    RELEASE_DROPPED("portcullis_release_observations_dropped_total", "Calls by which a release should have been judged and is not, because too many callers waited for "
            + "the database to know what theirs told."),
    RELEASE_BEYOND("portcullis_release_observations_beyond_total", "Calls that this replica wrote of callers who came when their canary or experiment had as many as are "
            + "counted: they tell nothing of it."),
    CANARY_SHARE("portcullis_canary_share_percent", "Of a hundred callers of a prompt or of a model how many get its canary; only of canaries that have not ended. Of a prompt's "
            + "model is empty, of a model's prompt.", "prompt", "model"),
    CANARY_STATE("portcullis_canary_state", "A canary that has not ended: 1 it runs, 2 it is paused, because nothing was proved in all the time there was, or "
            + "no more callers are counted. Labels as of the share.", "prompt", "model"),
    CANARY_DECISIONS("portcullis_canary_decisions_total", "What this replica decided of canaries: verdict is promote (a larger share, or all), roll_back, wait or "
            + "inconclusive.", "verdict"),
    EXPERIMENT_USERS("portcullis_experiment_users", "Users who have got a variant of an experiment that runs, when this replica last looked.", "experiment", "variant"),
    EXPERIMENT_MISMATCH("portcullis_experiment_sample_ratio_mismatch", "Whether users came to an experiment's variants otherwise than they were dealt out, so that its "
            + "figures say nothing: 1 or 0.", "experiment"),
    EXPERIMENTS_STOPPED("portcullis_experiments_stopped_total", "Experiments that this replica has ended by their stop rules."),
    SHADOW_CALLS("portcullis_shadow_calls_total", "Calls that this replica sent to a shadow's candidate: result is answered, failed, late (cut after the time that one may take), "
            + "refused (the candidate does not take what callers send) or blocked (by a guard).", "result"),
    SHADOW_DROPPED("portcullis_shadow_dropped_total", "Calls that were chosen to be mirrored and were not: reason is incomparable (the caller left, or got no answer of this "
            + "call's own), busy (too many wait or are under way, or their provider has no connection to spare), large (the body), cap (no room in what may still be spent, or it has ended), unpriced (the candidate's model "
            + "has no price), forbidden (its tenant may not use that model), changed (a guard's policy, or the candidate's version), store (the database is away) or bug.", "reason"),
    SHADOW_UNREAD("portcullis_shadow_unread_total", "Answers of callers that were mirrored and whose words are not compared: reason is long, or busy (other answers take all the "
            + "room for such).", "reason"),
    SHADOW_UNDER_WAY("portcullis_shadow_calls_under_way", "Calls of this replica that wait for a shadow's candidate now."),
    SHADOW_SPENT("portcullis_shadow_spent_usd", "US dollars that the calls of a shadow cost which are over, of all replicas; only of shadows that run.", "kind", "name"),
    SHADOWS_ENDED("portcullis_shadows_ended_total", "Shadows that were ended on this replica: state is stopped (by an operator), spent or over.", "state"),
    ISSUER_UP("portcullis_issuer_up", "Whether an issuer of tokens gave its keys when it was last asked: 1 or 0.", "issuer"),
    ADMIN_REFUSALS("portcullis_admin_refusals_total", "Requests to the control plane that were refused because of who asked: status is 401 or 403.", "status"),
    LOG_LINES_DROPPED("portcullis_log_lines_dropped_total", "Lines of the call log that were lost because the log was too slow.");

    private final String meterName;
    private final String meaning;
    private final List<String> labels;

    Metric(String meterName, String meaning, String... labels) {
        this.meterName = meterName;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The whole name, its unit and {@code _total} included. */
    public String meterName() {
        return meterName;
    }

    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels;
    }
}
