package dev.portcullis.guard.stream;

/**
 * Why nothing more of a stream passes.
 *
 * @param code   the contract's
 * @param reason names of rules and kinds; never what stood there
 */
public record Stop(String code, String reason) {
}
