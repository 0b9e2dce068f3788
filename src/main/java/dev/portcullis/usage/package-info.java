/**
 * What was used, what it cost and what came of it: prices, and one log line and a handful of metrics a call, written when the call
 * is over. Never holds a prompt, an answer, a key or a user. Needs no store.
 */
package dev.portcullis.usage;
