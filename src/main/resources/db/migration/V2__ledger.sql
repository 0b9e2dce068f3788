-- One line for each call that was answered, and for those that the gateway refused one for all that were alike within a second.
CREATE TABLE ledger (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL,
    request_id text NOT NULL,
    tenant text NOT NULL,
    key_prefix text NOT NULL,
    endpoint text NOT NULL,
    model text NOT NULL,
    target text NOT NULL,
    prompt text NOT NULL,
    prompt_version text NOT NULL,
    cache text NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    audio_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    audio_output_tokens bigint NOT NULL,
    estimated boolean NOT NULL,
    cost_nanos bigint NOT NULL,
    latency_us bigint NOT NULL,
    first_token_us bigint,
    status smallint NOT NULL,
    outcome text NOT NULL,
    calls integer NOT NULL
);
-- Lines come in the order of time, or nearly so.
CREATE INDEX ledger_at ON ledger USING brin (at);

-- Sums of the ledger, kept in the same transaction: what the control plane answers from.
CREATE TABLE usage_hour (
    hour timestamptz NOT NULL,
    tenant text NOT NULL,
    model text NOT NULL,
    target text NOT NULL,
    key_prefix text NOT NULL,
    prompt text NOT NULL,
    prompt_version text NOT NULL,
    cache text NOT NULL,
    outcome text NOT NULL,
    calls bigint NOT NULL,
    estimated_calls bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    cache_write_tokens bigint NOT NULL,
    audio_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    audio_output_tokens bigint NOT NULL,
    cost_nanos bigint NOT NULL,
    latency_us bigint NOT NULL,
    PRIMARY KEY (hour, tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome)
);

CREATE TABLE usage_day (LIKE usage_hour INCLUDING ALL);
ALTER TABLE usage_day RENAME COLUMN hour TO day;

-- What each tenant has spent in an hour, a day or a month (UTC): budgets are kept with it.
CREATE TABLE spent (
    period text NOT NULL,
    begin timestamptz NOT NULL,
    tenant text NOT NULL,
    cost_nanos bigint NOT NULL,
    PRIMARY KEY (period, begin, tenant)
);
