package dev.portcullis.guard.pii;

import dev.portcullis.guard.text.Span;

/**
 * A piece of personal data, or a secret.
 *
 * @param type  as Presidio names it: {@code EMAIL_ADDRESS}
 * @param span  in the text that came, disguises included
 * @param score how sure that is, from 0 to 1
 */
public record Entity(String type, Span span, double score) {
}
