package dev.portcullis.config.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.portcullis.pipeline.Usd;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the table entry by entry; what it does not know is skipped, what makes no sense is refused by the entry's name. */
final class PriceTableReader {

    /** Dollars per million tokens; the dearest one of the table is 600. */
    private static final BigDecimal MOST = BigDecimal.valueOf(100_000);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FILE = "the price table (prices.json)";

    private final JsonParser parser;
    /** Providers' names come a hundred times over. */
    private final Map<String, String> names = new HashMap<>();
    private String provider;
    private String model;
    private String match;
    private final Map<String, BigDecimal> numbers = new HashMap<>();
    private List<Price.Tier> tiers;

    private PriceTableReader(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws IllegalStateException where an entry makes no sense; the message names it */
    static PriceTable read(InputStream prices, InputStream meta) throws IOException {
        String date = date(meta);
        List<PriceTable.Row> rows = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(prices)) {
            PriceTableReader reader = new PriceTableReader(parser);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IllegalStateException(FILE + " is not an array");
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                rows.add(reader.row());
            }
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(FILE + " is not valid JSON after " + rows.size() + " entries", malformed);
        }
        return new PriceTable(date, rows);
    }

    static IllegalStateException broken(String provider, String model, String what) {
        return new IllegalStateException(FILE + ", " + provider + " " + model + ": " + what);
    }

    private static String date(InputStream meta) throws IOException {
        String date = "unknown date";
        try (JsonParser parser = JSON.createParser(meta)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING && "date".equals(parser.currentName())) {
                    date = parser.getText();
                }
            }
        }
        return date;
    }

    private PriceTable.Row row() throws IOException {
        provider = "";
        model = "";
        match = "";
        numbers.clear();
        tiers = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "provider" -> provider = names.computeIfAbsent(parser.getText(), same -> same);
                case "model" -> model = parser.getText();
                case "match" -> match = value == JsonToken.VALUE_NULL ? "" : parser.getText();
                case "currency" -> expect("USD");
                case "per" -> expect("1M tokens");
                case "tiers" -> tiers = tiers();
                default -> number(name, value, numbers);
            }
        }
        if (provider.isEmpty() || model.isEmpty()) {
            throw broken(provider, model, "it has no provider or no model");
        }
        return new PriceTable.Row(new ListedModel(provider, model, price(), whole("max_output", numbers)), match);
    }

    private void expect(String wanted) throws IOException {
        if (!wanted.equals(parser.getText())) {
            throw broken(provider, model, parser.currentName() + " is not " + wanted);
        }
    }

    private List<Price.Tier> tiers() throws IOException {
        List<Price.Tier> read = new ArrayList<>(1);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Map<String, BigDecimal> inner = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                number(name, parser.nextToken(), inner);
            }
            long above = whole("above_input_tokens", inner).orElseThrow(() -> broken(provider, model, "a tier has no above_input_tokens"));
            read.add(new Price.Tier(above, rates(inner)));
        }
        return read;
    }

    private void number(String name, JsonToken value, Map<String, BigDecimal> into) throws IOException {
        if (value.isNumeric()) {
            into.put(name, parser.getDecimalValue());
        } else {
            parser.skipChildren();
        }
    }

    private Optional<Price> price() {
        if (!numbers.containsKey("input")) {
            return Optional.empty();
        }
        BigDecimal thousand = numbers.get("per_1000_requests");
        Usd perRequest = thousand == null ? Usd.ZERO : Usd.of(sane("per_1000_requests", thousand).divide(THOUSAND));
        return Optional.of(new Price(rates(numbers), tiers, perRequest));
    }

    private Rates rates(Map<String, BigDecimal> from) {
        return new Rates(rate("input", from), rate("cached_input", from), rate("cache_write", from), rate("output", from),
                rate("reasoning", from), rate("audio_input", from), rate("audio_cached_input", from), rate("audio_output", from));
    }

    private long rate(String name, Map<String, BigDecimal> from) {
        BigDecimal price = from.get(name);
        try {
            return price == null ? Rates.NOT_STATED : Rates.nanos(sane(name, price));
        } catch (ArithmeticException tooFine) {
            throw broken(provider, model, name + " " + price + " has more than " + Rates.DECIMALS + " decimals");
        }
    }

    private BigDecimal sane(String name, BigDecimal price) {
        if (price.signum() < 0 || price.compareTo(MOST) > 0) {
            throw broken(provider, model, name + " " + price + " is not a price from 0 to " + MOST + " USD per million tokens");
        }
        return price;
    }

    private OptionalLong whole(String name, Map<String, BigDecimal> from) {
        BigDecimal number = from.get(name);
        if (number == null) {
            return OptionalLong.empty();
        }
        if (number.signum() <= 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw broken(provider, model, name + " " + number + " is not a number of tokens");
        }
        return OptionalLong.of(number.longValue());
    }
}
