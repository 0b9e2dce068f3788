package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.release.canary.Forecast;
import dev.portcullis.release.canary.run.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a canary needs to see that its error rate has risen from 1 % to 5 %, at the traffic that its prompt, or its model, has.
 *
 * @param perHour  answered calls of the prompt, or of the model, in an hour, the mean of the last 24
 * @param perSide  requests that the canary needs, and as many of the control; null where this plan never sees it
 * @param requests of all callers meanwhile
 * @param seconds  null without traffic
 * @param sentence all of it in words
 */
public record ShownForecast(@JsonProperty("requests_per_hour") double perHour, @JsonProperty("requests_per_side") Long perSide, Long requests,
        Long seconds, String sentence) {

    private static final double ALL = 100;
    private static final double SECONDS_AN_HOUR = 3_600;

    static ShownForecast of(Plan plan, double perHour) {
        List<Double> shares = new ArrayList<>(plan.shares().stream().map(share -> share / ALL).toList());
        shares.add(1.0);
        Optional<Forecast> forecast = Forecast.of(plan.rules(), shares, perHour / SECONDS_AN_HOUR);
        return new ShownForecast(Math.round(perHour * 10) / 10.0, forecast.map(Forecast::perSide).orElse(null),
                forecast.map(Forecast::requests).orElse(null), forecast.flatMap(Forecast::time).map(Duration::toSeconds).orElse(null),
                sentence(forecast, perHour));
    }

    private static String sentence(Optional<Forecast> forecast, double perHour) {
        if (forecast.isEmpty()) {
            return "These guardrails never roll back for an error rate that rises from 1 % to 5 %.";
        }
        String traffic = format("At %.1f requests an hour, as in the last 24 hours, ", perHour);
        String needs = format("%d requests of all callers until this canary sees, in four runs of five, that its error rate has risen "
                + "from 1 %% to 5 %%.", forecast.get().requests());
        return forecast.get().time().map(time -> traffic + "it takes " + words(time) + " and " + needs)
                .orElse("There has been no traffic to speak of in the last 24 hours: it takes " + needs);
    }

    /** In one unit, roughly. */
    static String words(Duration time) {
        double minutes = time.toSeconds() / 60.0;
        if (minutes < 2) {
            return format("about %d seconds", time.toSeconds());
        }
        if (minutes < 120) {
            return format("about %.0f minutes", minutes);
        }
        return minutes < 48 * 60 ? format("about %.1f hours", minutes / 60) : format("about %.1f days", minutes / 60 / 24);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
