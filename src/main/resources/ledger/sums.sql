-- Adds what lines sum up to; only ever together with the lines, in one transaction. Groups are written in one order everywhere: two
-- replicas never wait for each other in a circle.
WITH fresh AS MATERIALIZED (
    SELECT * FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::boolean[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
        ?::bigint[], ?::bigint[]) AS kind (hour, tenant, key_prefix, model, target, prompt, prompt_version, cache, outcome,
        estimated, calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, saved_nanos, latency_us)
), hours AS (
    INSERT INTO usage_hour AS sums (hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        calls, estimated_calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, saved_nanos, latency_us)
    SELECT hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        sum(calls), coalesce(sum(calls) FILTER (WHERE estimated), 0), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens),
        sum(audio_input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos), sum(saved_nanos),
        sum(latency_us)
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
        saved_nanos = sums.saved_nanos + excluded.saved_nanos,
        latency_us = sums.latency_us + excluded.latency_us
), days AS (
    INSERT INTO usage_day AS sums (day, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        calls, estimated_calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens,
        output_tokens, reasoning_tokens, audio_output_tokens, cost_nanos, saved_nanos, latency_us)
    SELECT date_trunc('day', hour, 'UTC'), tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome,
        sum(calls), coalesce(sum(calls) FILTER (WHERE estimated), 0), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens),
        sum(audio_input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos), sum(saved_nanos),
        sum(latency_us)
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
        saved_nanos = sums.saved_nanos + excluded.saved_nanos,
        latency_us = sums.latency_us + excluded.latency_us
)
INSERT INTO spent AS sums (period, begin, tenant, cost_nanos)
SELECT period.name, date_trunc(period.unit, hour, 'UTC'), tenant, sum(cost_nanos)
FROM fresh CROSS JOIN (VALUES ('hourly', 'hour'), ('daily', 'day'), ('monthly', 'month')) AS period (name, unit)
WHERE cost_nanos > 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
ON CONFLICT (period, begin, tenant) DO UPDATE SET cost_nanos = sums.cost_nanos + excluded.cost_nanos
