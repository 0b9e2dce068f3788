/**
 * Prompts as clients of other registries read them: Langfuse's, and LiteLLM's generic prompt management. Read-only; what is given is the
 * template and not what becomes of it. Serves from memory, and so knows while the store is down what was known before.
 */
package dev.portcullis.prompt.reader;
