/**
 * {@code gateway.yaml}: read, check, watch. Each record reads itself from its section of the file, so a new key is one component
 * and one line beside it. Guarantees: a configuration in force is complete and consistent, and no message, log line or
 * {@code toString} holds a secret. A file that is broken stops the start; on a reload it is refused with everything that is
 * wrong in it, and the configuration in force stays.
 */
package dev.portcullis.config;
