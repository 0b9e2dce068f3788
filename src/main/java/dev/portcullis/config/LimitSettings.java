package dev.portcullis.config;

import java.util.OptionalInt;

import dev.portcullis.config.yaml.Section;

/**
 * How much a tenant may take.
 *
 * @param tenant              of all its calls together
 * @param maxTokensPerRequest input and the output that is asked for, 1 to 1,000,000,000
 * @param perKey              of the calls of each of its keys
 * @param perUser             of the calls of each of its end users
 */
public record LimitSettings(RateSettings tenant, OptionalInt maxTokensPerRequest, RateSettings perKey, RateSettings perUser) {

    public static final LimitSettings NONE =
            new LimitSettings(RateSettings.NONE, OptionalInt.empty(), RateSettings.NONE, RateSettings.NONE);

    static LimitSettings read(Section in) {
        return new LimitSettings(
                RateSettings.read(in),
                in.whole("max-tokens-per-request", 1, RateSettings.MOST_PER_MINUTE),
                in.section("per-key", RateSettings::read),
                in.section("per-user", RateSettings::read));
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
