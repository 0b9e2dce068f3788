/**
 * A canary: a new version for a few callers at first, and for more while it is not worse than what the others have. Guarantees: no data is
 * not success; what is decided is decided on numbers that hold however often one looks; one replica decides, and any can take over.
 */
package dev.portcullis.release.canary;
