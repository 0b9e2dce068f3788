package dev.portcullis.prompt.file;

/**
 * Why a file is no prompt.
 *
 * @param line from 1, of the whole file
 * @param text what is wrong and what would be right
 */
public record FileProblem(int line, String text) {
}
