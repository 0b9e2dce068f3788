package dev.portcullis.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;

/** What both simulations send and expect, set by system properties. */
final class ChatLoad {
    static final int USERS = Integer.getInteger("users", 32);
    static final double RATE = Double.parseDouble(System.getProperty("rate", "100"));
    static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    static final Duration RAMP = Duration.ofSeconds(Integer.getInteger("ramp", 5));
    /** The share of calls, in per cent, that ask for a stream. */
    static final double STREAMED = Double.parseDouble(System.getProperty("streamed", "50"));

    private static final String MODEL = System.getProperty("model", "demo");
    private static final String KEY = System.getProperty("key", "none");

    private ChatLoad() {}

    static HttpProtocolBuilder protocol() {
        return http.baseUrl(System.getProperty("baseUrl", "http://127.0.0.1:8080"))
                .authorizationHeader("Bearer " + KEY)
                .contentTypeHeader("application/json")
                .disableFollowRedirect()
                .shareConnections();
    }

    static ChainBuilder plain() {
        return exec(http("plain").post("/v1/chat/completions")
                .body(StringBody(body(false)))
                .check(status().is(200), jmesPath("choices[0].message.content").exists()));
    }

    /** The stream is read to its end: the response time is that of its last byte, and a stream that breaks off is an error. */
    static ChainBuilder streamed() {
        return exec(http("streamed").post("/v1/chat/completions")
                .body(StringBody(body(true)))
                .check(status().is(200), substring("data: [DONE]").exists()));
    }

    private static String body(boolean stream) {
        return """
                {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Why does a gate need a keeper?"}]}"""
                .formatted(MODEL, stream);
    }
}
