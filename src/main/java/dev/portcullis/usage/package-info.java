/**
 * What was used and what came of it: one log line and a handful of metrics a call, written when the call is over. Never holds a
 * prompt, an answer, a key or a user. Needs no store.
 */
package dev.portcullis.usage;
