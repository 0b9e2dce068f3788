package dev.portcullis.simulator;

/**
 * What came and what is open. Requests for the counters themselves are not counted, their connections are.
 *
 * @param requests all since the start or the last reset
 * @param openRequests begun and not ended now
 * @param openConnections open now
 * @param cancelled requests whose client was gone before the end, since the start or the last reset
 */
public record Stats(long requests, long openRequests, long openConnections, long cancelled) {
    String json() {
        return "{\"requests\":" + requests + ",\"open_requests\":" + openRequests
                + ",\"open_connections\":" + openConnections + ",\"cancelled\":" + cancelled + "}";
    }
}
