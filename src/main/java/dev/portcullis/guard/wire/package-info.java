/**
 * The texts in requests and answers as OpenAI's wire format has them: found in one pass, and put back changed, with every other byte as
 * it came. Knows nothing of what is looked for.
 */
package dev.portcullis.guard.wire;
