/**
 * Version numbers as Semantic Versioning 2.0.0 has them (semver.org), what callers write to choose among them, and steps from one to the
 * next. Guarantees: every text is read in linear time and never throws; numbers may have more digits than a {@code long}.
 */
package dev.portcullis.prompt.version;
