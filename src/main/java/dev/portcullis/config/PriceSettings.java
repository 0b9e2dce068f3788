package dev.portcullis.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.portcullis.config.price.ListedModel;
import dev.portcullis.config.price.Price;
import dev.portcullis.config.price.PriceTable;
import dev.portcullis.config.price.Rates;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.pipeline.Usd;

/** Reads {@code models.<name>.price} and says where it looks like a slip: dollars per thousand tokens are a common one. */
final class PriceSettings {

    private static final long MOST_DOLLARS = 1_000_000;
    private static final int FAR_OFF = 10;

    private PriceSettings() {}

    /** @param listed what the shipped table says, to compare */
    static Price read(Section in, Supplier<Optional<ListedModel>> listed) {
        in.required("input", "a price needs it: USD per million input tokens");
        Price price = new Price(
                new Rates(rate("input", in), rate("cached-input", in), rate("cache-write", in), rate("output", in), rate("reasoning", in),
                        rate("audio-input", in), Rates.NOT_STATED, rate("audio-output", in)),
                List.of(), dollars("per-request", in).map(Usd::of).orElse(Usd.ZERO));
        in.later(() -> listed.get().ifPresent(table -> compare(in, price, table)));
        return price;
    }

    /** A target without a price is billed with nothing, which nobody should find out from a bill. */
    static void warnOfTargetsWithout(Section in, String model, List<TargetSettings> targets, Map<String, ProviderSettings> providers) {
        String without = targets.stream()
                .filter(target -> providers.get(target.provider()).dialect() != Dialect.SIMULATOR)
                .filter(target -> ListedPrices.of(providers.get(target.provider()), target, model).flatMap(ListedModel::price).isEmpty())
                .map(target -> target.name() + " (" + target.model() + " at " + target.provider() + ")")
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            in.warning("price", "none is known for " + without + ", so its calls cost 0; write price: { input: …, output: … } in USD"
                    + " per million tokens, or price: { input: 0 } if it costs nothing");
        }
    }

    private static long rate(String key, Section in) {
        return dollars(key, in).map(Rates::nanos).orElse(Rates.NOT_STATED);
    }

    private static Optional<BigDecimal> dollars(String key, Section in) {
        return in.value(key).flatMap(value -> value.decimal(MOST_DOLLARS, Rates.DECIMALS));
    }

    private static void compare(Section in, Price written, ListedModel table) {
        Price there = table.price().orElseThrow();
        Rates ours = written.stated();
        Rates theirs = there.stated();
        String source = table.provider() + " " + table.model() + ", " + PriceTable.shipped().date();
        compare(in, "input", ours.input(), theirs.input(), source);
        compare(in, "cached-input", ours.cachedInput(), theirs.cachedInput(), source);
        compare(in, "cache-write", ours.cacheWrite(), theirs.cacheWrite(), source);
        compare(in, "output", ours.output(), theirs.output(), source);
        compare(in, "reasoning", ours.reasoning(), theirs.reasoning(), source);
        compare(in, "audio-input", ours.audioInput(), theirs.audioInput(), source);
        compare(in, "audio-output", ours.audioOutput(), theirs.audioOutput(), source);
        if (farOff(written.perRequest().nanos(), there.perRequest().nanos())) {
            in.warning("per-request", written.perRequest() + " is more than ten times off the shipped price table (" + there.perRequest()
                    + ", " + source + "); it is USD per request");
        }
        if (ours.output() == Rates.NOT_STATED && theirs.output() != Rates.NOT_STATED) {
            in.warning("output", "it is left out, so output tokens cost what input tokens do; the shipped price table says "
                    + Rates.written(theirs.output()) + " (" + source + ")");
        }
    }

    private static void compare(Section in, String key, long ours, long theirs, String source) {
        if (farOff(ours, theirs)) {
            in.warning(key, Rates.written(ours) + " is more than ten times off the shipped price table (" + Rates.written(theirs) + ", "
                    + source + "); prices are USD per million tokens");
        }
    }

    /** Nothing is compared with what is not stated, or free. */
    private static boolean farOff(long one, long other) {
        return one > 0 && other > 0 && (one > FAR_OFF * other || other > FAR_OFF * one);
    }
}
