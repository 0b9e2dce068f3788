/**
 * JSON Schema, draft 2020-12, for answers: of the plain values of {@code prompt.json}. Guarantees: nothing is ever fetched, patterns take
 * linear time, and a check takes a bounded number of steps. A schema that asks for more than what is known here is refused as a whole, since
 * a part of it would let pass what the rest forbids.
 */
package dev.portcullis.prompt.output.schema;
