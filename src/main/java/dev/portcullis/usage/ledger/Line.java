package dev.portcullis.usage.ledger;

import java.util.UUID;

/**
 * What a journal holds for the database.
 *
 * @param position in its journal: greater than those of all lines before it
 */
record Line(UUID journal, long position, Entry entry) {
}
