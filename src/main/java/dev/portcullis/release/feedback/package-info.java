/**
 * Feedback: what users say of answers, by the id of the request, and what the gateway notices by itself, a question that is asked again and
 * a stream that is left. Guarantees: nothing that was answered with 202 is lost; nobody gives feedback on another tenant's calls; what
 * people write is kept, and never logged. While the store is down feedback is refused, and what was noticed is kept in memory, up to a bound.
 */
package dev.portcullis.release.feedback;
