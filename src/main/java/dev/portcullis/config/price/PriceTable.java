package dev.portcullis.config.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Prices by provider and model. Within a provider an entry whose model is the name asked for wins, else the first one whose
 * regular expression is found in it; both without case. The expressions are compiled when a name is first looked up, which
 * happens when a configuration is read and never during a call.
 */
public final class PriceTable {

    /** @param listed its provider and model are those of the file */
    record Row(ListedModel listed, String match) {
    }

    /** The rows of one provider in the file's order, and those expressions that were needed so far. */
    private record Shelf(List<Row> rows, Map<Row, Pattern> compiled) {
    }

    /** The table is read once, when it is first asked for. */
    private static final class Shipped {
        private static final PriceTable TABLE = load();

        private static PriceTable load() {
            try (InputStream prices = resource("prices.json"); InputStream meta = resource("meta.json")) {
                return PriceTableReader.read(prices, meta);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the shipped price table cannot be read", unreadable);
            }
        }

        private static InputStream resource(String name) throws IOException {
            InputStream found = PriceTable.class.getResourceAsStream("/prices/" + name);
            if (found == null) {
                throw new IOException("the program was built without prices/" + name);
            }
            return found;
        }
    }

    private final String date;
    private final Map<String, Shelf> byProvider = new HashMap<>();

    /** @throws IllegalStateException for two rows of one model, which it names */
    PriceTable(String date, Collection<Row> rows) {
        this.date = date;
        Map<String, Row> seen = new HashMap<>();
        for (Row row : rows) {
            ListedModel listed = row.listed;
            if (seen.put(listed.provider() + ' ' + lower(listed.model()), row) != null) {
                throw PriceTableReader.broken(listed.provider(), listed.model(), "is listed twice");
            }
            byProvider.computeIfAbsent(listed.provider(), unseen -> new Shelf(new ArrayList<>(), new IdentityHashMap<>())).rows.add(row);
        }
    }

    /** @throws IllegalStateException where an entry makes no sense; the message names it */
    public static PriceTable shipped() {
        return Shipped.TABLE;
    }

    /** The day its prices were collected, such as {@code 2026-08-21}. */
    public String date() {
        return date;
    }

    public boolean knows(String provider) {
        return byProvider.containsKey(provider);
    }

    public Optional<ListedModel> find(String provider, String model) {
        Shelf shelf = byProvider.get(provider);
        return shelf == null ? Optional.empty() : find(shelf, model);
    }

    private static Optional<ListedModel> find(Shelf shelf, String model) {
        for (Row row : shelf.rows) {
            if (row.listed.model().equalsIgnoreCase(model)) {
                return Optional.of(row.listed);
            }
        }
        String name = lower(model);
        // Configurations are read by one thread at a time, but nothing here keeps it so.
        synchronized (shelf) {
            for (Row row : shelf.rows) {
                if (!row.match.isEmpty() && shelf.compiled.computeIfAbsent(row, PriceTable::compile).matcher(name).find()) {
                    return Optional.of(row.listed);
                }
            }
        }
        return Optional.empty();
    }

    List<Row> rows() {
        return byProvider.values().stream().flatMap(shelf -> shelf.rows.stream()).toList();
    }

    static Pattern compile(Row row) {
        try {
            return Pattern.compile(row.match);
        } catch (PatternSyntaxException broken) {
            throw PriceTableReader.broken(row.listed.provider(), row.listed.model(), "match is no regular expression");
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
