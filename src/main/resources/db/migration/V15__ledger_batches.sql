-- Lines that are written at once and are alike take one row together: what they have in common once, and the rest as arrays. A row of its own
-- takes a line only where it has no likes, or an id that its caller gave. Both are in the view that is called as the table was.
ALTER TABLE ledger RENAME TO ledger_line;

CREATE TABLE ledger_batch (
    -- When its lines' calls were admitted, from the first to the last.
    span tstzrange NOT NULL,
    tenant text NOT NULL,
    key_prefix text NOT NULL,
    endpoint text NOT NULL,
    model text NOT NULL,
    target text NOT NULL,
    prompt text NOT NULL,
    prompt_version text NOT NULL,
    cache text NOT NULL,
    estimated boolean NOT NULL,
    status smallint NOT NULL,
    outcome text NOT NULL,
    calls integer NOT NULL,
    release text,
    arm text,
    output text,
    -- Of all lines, in the order of time.
    at timestamptz[] NOT NULL,
    request_id text[] NOT NULL,
    -- NULL where no line has one; those of numbers where all are 0.
    unit uuid[],
    input_tokens bigint[],
    cached_input_tokens bigint[],
    cache_write_tokens bigint[],
    audio_input_tokens bigint[],
    output_tokens bigint[],
    reasoning_tokens bigint[],
    audio_output_tokens bigint[],
    cost_nanos bigint[],
    saved_nanos bigint[],
    latency_us bigint[],
    first_token_us bigint[]
);
-- Trying to make them smaller costs more than all the rest of writing them.
ALTER TABLE ledger_batch
    ALTER COLUMN at SET STORAGE EXTERNAL, ALTER COLUMN request_id SET STORAGE EXTERNAL, ALTER COLUMN unit SET STORAGE EXTERNAL,
    ALTER COLUMN input_tokens SET STORAGE EXTERNAL, ALTER COLUMN cached_input_tokens SET STORAGE EXTERNAL,
    ALTER COLUMN cache_write_tokens SET STORAGE EXTERNAL, ALTER COLUMN audio_input_tokens SET STORAGE EXTERNAL,
    ALTER COLUMN output_tokens SET STORAGE EXTERNAL, ALTER COLUMN reasoning_tokens SET STORAGE EXTERNAL,
    ALTER COLUMN audio_output_tokens SET STORAGE EXTERNAL, ALTER COLUMN cost_nanos SET STORAGE EXTERNAL,
    ALTER COLUMN saved_nanos SET STORAGE EXTERNAL, ALTER COLUMN latency_us SET STORAGE EXTERNAL, ALTER COLUMN first_token_us SET STORAGE EXTERNAL;
-- Nobody asks by what is in an array, and ANALYZE would count every element of all of them.
ALTER TABLE ledger_batch
    ALTER COLUMN at SET STATISTICS 0, ALTER COLUMN request_id SET STATISTICS 0, ALTER COLUMN unit SET STATISTICS 0,
    ALTER COLUMN input_tokens SET STATISTICS 0, ALTER COLUMN cached_input_tokens SET STATISTICS 0,
    ALTER COLUMN cache_write_tokens SET STATISTICS 0, ALTER COLUMN audio_input_tokens SET STATISTICS 0,
    ALTER COLUMN output_tokens SET STATISTICS 0, ALTER COLUMN reasoning_tokens SET STATISTICS 0,
    ALTER COLUMN audio_output_tokens SET STATISTICS 0, ALTER COLUMN cost_nanos SET STATISTICS 0, ALTER COLUMN saved_nanos SET STATISTICS 0,
    ALTER COLUMN latency_us SET STATISTICS 0, ALTER COLUMN first_token_us SET STATISTICS 0;
-- Ids of the gateway's own say when they were made, so that a line is found by its time.
CREATE INDEX ledger_batch_span ON ledger_batch USING gist (span);

CREATE VIEW ledger AS
SELECT at, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens, cached_input_tokens, cache_write_tokens,
    audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, estimated, cost_nanos, latency_us, first_token_us, status, outcome, calls,
    saved_nanos, unit, release, arm, output, tstzrange(at, at, '[]') AS span
FROM ledger_line
UNION ALL
SELECT line.at, line.request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, coalesce(line.input_tokens, 0),
    coalesce(line.cached_input_tokens, 0), coalesce(line.cache_write_tokens, 0), coalesce(line.audio_input_tokens, 0), coalesce(line.output_tokens, 0),
    coalesce(line.reasoning_tokens, 0), coalesce(line.audio_output_tokens, 0), estimated, coalesce(line.cost_nanos, 0), coalesce(line.latency_us, 0),
    line.first_token_us, status, outcome, calls, coalesce(line.saved_nanos, 0), line.unit, release, arm, output, span
FROM ledger_batch AS batch CROSS JOIN LATERAL unnest(batch.at, batch.request_id, batch.unit, batch.input_tokens, batch.cached_input_tokens,
    batch.cache_write_tokens, batch.audio_input_tokens, batch.output_tokens, batch.reasoning_tokens, batch.audio_output_tokens, batch.cost_nanos,
    batch.saved_nanos, batch.latency_us, batch.first_token_us) AS line (at, request_id, unit, input_tokens, cached_input_tokens, cache_write_tokens,
    audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, saved_nanos, latency_us, first_token_us);

-- Replicas of the version before go on writing lines.
CREATE FUNCTION ledger_line_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_line (at, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens, cached_input_tokens,
        cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, estimated, cost_nanos, latency_us, first_token_us,
        status, outcome, calls, saved_nanos, unit, release, arm, output)
    VALUES (NEW.at, NEW.request_id, NEW.tenant, NEW.key_prefix, NEW.endpoint, NEW.model, NEW.target, NEW.prompt, NEW.prompt_version, NEW.cache,
        NEW.input_tokens, NEW.cached_input_tokens, NEW.cache_write_tokens, NEW.audio_input_tokens, NEW.output_tokens, NEW.reasoning_tokens,
        NEW.audio_output_tokens, NEW.estimated, NEW.cost_nanos, NEW.latency_us, NEW.first_token_us, NEW.status, NEW.outcome, NEW.calls,
        coalesce(NEW.saved_nanos, 0), NEW.unit, NEW.release, NEW.arm, NEW.output);
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_line_written INSTEAD OF INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_line_written();

CREATE FUNCTION ledger_is_deleted_by_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lines of the ledger are deleted from its two tables'
        USING HINT = 'DELETE FROM ledger_line WHERE at < …; DELETE FROM ledger_batch WHERE upper(span) < …;';
END $$;
CREATE TRIGGER ledger_is_deleted_by_table INSTEAD OF DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_is_deleted_by_table();
