/**
 * Which earlier question is so near to one that its answer may be given again. It knows questions and keys, no answers: those are read from
 * where all answers are kept. Guarantees: nothing is found across tenants, templates or settings; bounded in entries, bytes and time;
 * whatever is too long, comes while too many others wait, or cannot be embedded is a miss, and so is everything while the model that embeds
 * is down.
 */
package dev.portcullis.cache.similar;
