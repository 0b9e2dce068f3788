package dev.portcullis.admission;

import dev.portcullis.config.KeyHash;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a call will use at most, as far as it can be told before it is sent. */
final class Estimate {

    private final Function<String, OptionalLong> maxOutput;
    private final BiFunction<String, Usage, Usd> price;

    /**
     * @param maxOutput the longest answer of a model, where it is known
     * @param price     what a model's dearest target takes for this
     */
    Estimate(Function<String, OptionalLong> maxOutput, BiFunction<String, Usage, Usd> price) {
        this.maxOutput = maxOutput;
        this.price = price;
    }

    /**
     * @param expectations of the call's tenant
     * @param mostTokens   that the tenant may use in one request, 0 for any number: what is expected of a call that names no bound of
     *                     its own does not exceed it
     */
    Demand of(Call call, Expectations expectations, long mostTokens, boolean perUser) {
        if (call.endpoint().answeredHere()) {
            return new Demand(call.keyId(), user(call, perUser), 0, true, 0, 0, 0);
        }
        String model = call.payload().model();
        long input = call.payload().estimatedInputTokens();
        OptionalInt asked = call.endpoint().generates() ? call.payload().maxOutputTokens() : OptionalInt.of(0);
        long one = asked.isPresent() ? asked.getAsInt() : Math.min(expectations.output(model), maxOutput.apply(model).orElse(Long.MAX_VALUE));
        long output = one * call.payload().choices();
        if (asked.isEmpty() && mostTokens > 0) {
            output = Math.clamp(mostTokens - input, 0, output);
        }
        long cost = price.apply(model, Usage.estimate(input, output)).nanos();
        return new Demand(call.keyId(), user(call, perUser), input + output,
                asked.isPresent(), input, cost, asked.isPresent() ? cost : price.apply(model, Usage.estimate(input, 0)).nanos());
    }

    private static Optional<String> user(Call call, boolean perUser) {
        return perUser ? call.user().map(KeyHash::digest) : Optional.empty();
    }
}
