/**
 * Releases that look after themselves: what calls tell of the two sides of a release, what that proves, and what follows from it. Nothing
 * here is asked while a call waits.
 */
package dev.portcullis.release;
