package dev.portcullis.pipeline;

/** A call with the way it will take. */
public record RoutedCall(Call call, Route route) {
}
