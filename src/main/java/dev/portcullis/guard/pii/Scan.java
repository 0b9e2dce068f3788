package dev.portcullis.guard.pii;

import java.util.List;

/**
 * What is known of a text that may grow.
 *
 * @param entities what ends at or before {@code safe}, in order, without overlaps
 * @param safe     nothing that comes later changes what was found before this place, nor finds anything that begins before it
 */
public record Scan(List<Entity> entities, int safe) {
}
