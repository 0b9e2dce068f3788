/**
 * Strict YAML 1.2 with the line of everything: a file becomes a {@link dev.portcullis.config.yaml.Section}, a reader asks it
 * for keys, and all that is wrong is collected in {@link dev.portcullis.config.yaml.Problems} instead of thrown one by one.
 * Guarantees: a file of bounded size, depth and aliases; a substituted value never becomes structure; a key that no reader
 * asked for is a problem; text that came from the environment is never repeated in a problem.
 */
package dev.portcullis.config.yaml;
