package dev.portcullis.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a PostgreSQL is, in the two forms that are needed: the reactive one for all work, JDBC's for migrations. Several hosts
 * are written with commas, as libpq and JDBC do, or as several URLs with commas, as Quarkus does. Never printed: it may hold a
 * password.
 *
 * @param hosts      {@code host} or {@code host:port}, at least one
 * @param parameters decoded, by the names that libpq and the reactive driver know
 */
record DatabaseUrl(List<String> hosts, String database, Optional<String> user, Optional<String> password, Map<String, String> parameters) {

    private static final Pattern REACTIVE = Pattern.compile("(?:vertx-reactive:)?postgre(?:s|sql)://"
            + "(?:(?<user>[^:@/?]+)(?::(?<password>[^:@/?]*))?@)?(?<hosts>[^/?@]+)(?:/(?<database>[^/?]*))?(?:\\?(?<parameters>.*))?");
    private static final Pattern JDBC = Pattern.compile("jdbc:postgresql://(?<hosts>[^/?@]+)(?:/(?<database>[^/?]*))?(?:\\?(?<parameters>.*))?");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
    private static final Pattern NEXT_URL = Pattern.compile(",\\s*(?=(?:vertx-reactive:)?postgre(?:s|sql)://)");
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    /** What JDBC calls differently. */
    private static final Map<String, String> JDBC_NAMES = Map.of("application_name", "ApplicationName", "search_path", "currentSchema");
    /** What both understand. A parameter that only JDBC knows would be taken for another kind of setting by the reactive driver. */
    private static final List<String> IN_BOTH = List.of("sslmode", "options");

    DatabaseUrl {
        hosts = List.copyOf(hosts);
    }

    /** Empty where it is none. Of several URLs, all but the hosts are taken from the first. */
    static Optional<DatabaseUrl> parseReactive(String text) {
        List<Optional<DatabaseUrl>> each = Arrays.stream(NEXT_URL.split(text.strip())).map(url -> parse(REACTIVE.matcher(url.strip()))).toList();
        if (each.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        DatabaseUrl first = each.getFirst().orElseThrow();
        List<String> hosts = each.stream().flatMap(url -> url.orElseThrow().hosts.stream()).toList();
        return Optional.of(new DatabaseUrl(hosts, first.database, first.user, first.password, first.parameters));
    }

    static Optional<DatabaseUrl> parseJdbc(String text) {
        return parse(JDBC.matcher(text.strip())).map(url -> {
            Map<String, String> shared = new LinkedHashMap<>();
            JDBC_NAMES.forEach((reactive, jdbc) -> Optional.ofNullable(url.parameters.get(jdbc)).ifPresent(it -> shared.put(reactive, it)));
            IN_BOTH.forEach(name -> Optional.ofNullable(url.parameters.get(name)).ifPresent(it -> shared.put(name, it)));
            return new DatabaseUrl(url.hosts, url.database, url.user, url.password, shared);
        });
    }

    private static Optional<DatabaseUrl> parse(Matcher url) {
        if (!url.matches() || !Arrays.stream(url.group("hosts").split(",", -1)).allMatch(host -> HOST.matcher(host).matches())) {
            return Optional.empty();
        }
        try {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : Optional.ofNullable(url.group("parameters")).orElse("").split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
                } else if (!pair.isEmpty()) {
                    return Optional.empty();
                }
            }
            Optional<String> user = Optional.ofNullable(parameters.remove(USER)).or(() -> group(url, USER));
            Optional<String> password = Optional.ofNullable(parameters.remove(PASSWORD)).or(() -> group(url, PASSWORD));
            String database = Optional.ofNullable(url.group("database")).map(DatabaseUrl::decode).orElse("");
            return Optional.of(new DatabaseUrl(List.of(url.group("hosts").split(",")), database, user, password, parameters));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static Optional<String> group(Matcher url, String name) {
        return url.namedGroups().containsKey(name) ? Optional.ofNullable(url.group(name)).map(DatabaseUrl::decode) : Optional.empty();
    }

    /** One URL a host, as Quarkus wants them. Without user and password. */
    String reactive() {
        String rest = rest(parameters);
        return hosts.stream().map(host -> "postgresql://" + host + rest).collect(Collectors.joining(","));
    }

    /** Without user and password. Of several hosts the one that takes writes is used, since migrations write. */
    String jdbc() {
        Map<String, String> named = new LinkedHashMap<>();
        parameters.forEach((name, value) -> named.put(JDBC_NAMES.getOrDefault(name, name), value));
        if (hosts.size() > 1) {
            named.putIfAbsent("targetServerType", "primary");
        }
        return "jdbc:postgresql://" + String.join(",", hosts) + (database.isEmpty() ? "/" : "") + rest(named);
    }

    /** The same, with a parameter unless it is there already. */
    DatabaseUrl withDefault(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.putIfAbsent(name, value);
        return new DatabaseUrl(hosts, database, user, password, more);
    }

    private String rest(Map<String, String> named) {
        List<String> pairs = new ArrayList<>();
        named.forEach((name, value) -> pairs.add(name + "=" + encode(value)));
        return (database.isEmpty() ? "" : "/" + encode(database)) + (pairs.isEmpty() ? "" : "?" + String.join("&", pairs));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "a database at " + hosts;
    }
}
