package dev.portcullis.prompt.difference;

import dev.portcullis.prompt.version.Step;

/**
 * One difference between two versions of a prompt.
 *
 * @param step     the least that it asks for
 * @param path     where it is, as in the version's JSON
 * @param sentence what it is, for people; without a full stop
 */
public record ContractChange(Step step, String path, String sentence) {

    static ContractChange major(String path, String sentence) {
        return new ContractChange(Step.MAJOR, path, sentence);
    }

    static ContractChange minor(String path, String sentence) {
        return new ContractChange(Step.MINOR, path, sentence);
    }

    static ContractChange patch(String path, String sentence) {
        return new ContractChange(Step.PATCH, path, sentence);
    }
}
