package dev.portcullis.simulator.wire;

/** {@code /models}: every name is a model; the list has one. */
public final class ModelWire {
    private ModelWire() {}

    public static String list(long created) {
        return "{\"object\":\"list\",\"data\":[" + one("demo", created) + "]}";
    }

    public static String one(String model, long created) {
        return "{\"id\":" + Json.quote(model) + ",\"object\":\"model\",\"created\":" + created + ",\"owned_by\":\"simulator\"}";
    }
}
