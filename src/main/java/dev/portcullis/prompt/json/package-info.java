/**
 * JSON as plain values: maps, lists, texts, booleans, numbers and null. Guarantees: reading and writing take linear time, read text nests
 * at most as deep as is said, and equal values have one canonical text (RFC 8785), whoever wrote them.
 */
package dev.portcullis.prompt.json;
