package dev.portcullis.prompt.file;

/**
 * Why a file is no prompt.
 *
 * @param line   from 1, of the whole file
 * @param column from 1, in code points
 * @param text   what is wrong and what would be right
 */
public record FileProblem(int line, int column, String text) {
}
