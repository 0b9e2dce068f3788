-- Writes lines of one journal and everything that is summed up from them, unless that journal is written up to this position already:
-- the same lines may be given again after a failure that left it open whether they were written. Lines refer to their kind, which
-- has what they share and their sums. Groups are written in one order everywhere: two replicas never wait for each other in a circle.
WITH moved AS (
    INSERT INTO ledger_journal AS known (journal, position) VALUES ($1::uuid, $2::bigint)
    ON CONFLICT (journal) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position
    RETURNING position
), fresh AS MATERIALIZED (
    SELECT kind.*
    FROM moved, unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
        $12::boolean[], $13::smallint[], $14::text[], $15::integer[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[],
        $20::bigint[], $21::bigint[], $22::bigint[], $23::bigint[], $24::bigint[], $25::bigint[]) WITH ORDINALITY
        AS kind (hour, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache,
        estimated, status, outcome, calls_each, calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, latency_us, number)
), lines AS (
    INSERT INTO ledger (at, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens,
        cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
        estimated, cost_nanos, latency_us, first_token_us, status, outcome, calls)
    SELECT line.at, line.request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, line.input_tokens,
        line.cached_input_tokens, line.cache_write_tokens, line.audio_input_tokens, line.output_tokens, line.reasoning_tokens,
        line.audio_output_tokens, estimated, line.cost_nanos, line.latency_us, line.first_token_us, status, outcome, calls_each
    FROM unnest($26::integer[], $27::timestamptz[], $28::text[], $29::bigint[], $30::bigint[], $31::bigint[], $32::bigint[], $33::bigint[],
        $34::bigint[], $35::bigint[], $36::bigint[], $37::bigint[], $38::bigint[]) AS line (kind, at, request_id, input_tokens,
        cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos,
        latency_us, first_token_us)
    JOIN fresh ON fresh.number = line.kind
), hours AS (
    INSERT INTO usage_hour AS sums (hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        calls, estimated_calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, latency_us)
    SELECT hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        sum(calls), coalesce(sum(calls) FILTER (WHERE estimated), 0), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens),
        sum(audio_input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos), sum(latency_us)
    FROM fresh GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        estimated_calls = sums.estimated_calls + excluded.estimated_calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        cached_input_tokens = sums.cached_input_tokens + excluded.cached_input_tokens,
        cache_write_tokens = sums.cache_write_tokens + excluded.cache_write_tokens,
        audio_input_tokens = sums.audio_input_tokens + excluded.audio_input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        reasoning_tokens = sums.reasoning_tokens + excluded.reasoning_tokens,
        audio_output_tokens = sums.audio_output_tokens + excluded.audio_output_tokens,
        cost_nanos = sums.cost_nanos + excluded.cost_nanos,
        latency_us = sums.latency_us + excluded.latency_us
), days AS (
    INSERT INTO usage_day AS sums (day, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        calls, estimated_calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, latency_us)
    SELECT date_trunc('day', hour, 'UTC'), tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        sum(calls), coalesce(sum(calls) FILTER (WHERE estimated), 0), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens),
        sum(audio_input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos), sum(latency_us)
    FROM fresh GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ON CONFLICT (day, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome) DO UPDATE SET
        calls = sums.calls + excluded.calls,
        estimated_calls = sums.estimated_calls + excluded.estimated_calls,
        input_tokens = sums.input_tokens + excluded.input_tokens,
        cached_input_tokens = sums.cached_input_tokens + excluded.cached_input_tokens,
        cache_write_tokens = sums.cache_write_tokens + excluded.cache_write_tokens,
        audio_input_tokens = sums.audio_input_tokens + excluded.audio_input_tokens,
        output_tokens = sums.output_tokens + excluded.output_tokens,
        reasoning_tokens = sums.reasoning_tokens + excluded.reasoning_tokens,
        audio_output_tokens = sums.audio_output_tokens + excluded.audio_output_tokens,
        cost_nanos = sums.cost_nanos + excluded.cost_nanos,
        latency_us = sums.latency_us + excluded.latency_us
)
INSERT INTO spent AS sums (period, begin, tenant, cost_nanos)
SELECT period.name, date_trunc(period.unit, hour, 'UTC'), tenant, sum(cost_nanos)
FROM fresh CROSS JOIN (VALUES ('hourly', 'hour'), ('daily', 'day'), ('monthly', 'month')) AS period (name, unit)
WHERE cost_nanos > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
ON CONFLICT (period, begin, tenant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos
