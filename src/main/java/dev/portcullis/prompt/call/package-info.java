/** Prompts in calls: which version a call names, and what the call becomes. */
package dev.portcullis.prompt.call;
