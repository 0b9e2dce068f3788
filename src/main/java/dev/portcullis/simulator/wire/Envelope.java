package dev.portcullis.simulator.wire;

import java.util.List;

/**
 * What every chunk of an answer repeats.
 *
 * @param id the answer's, without its kind ({@code chatcmpl-}, {@code cmpl-})
 * @param created seconds since 1970
 * @param model as the answer names it
 * @param promptTokens what the request cost
 * @param usageAsked whether a stream ends with a usage chunk
 * @param told what is said of the tokens, where anything is
 */
public record Envelope(String id, long created, String model, int promptTokens, boolean usageAsked, Told told) {
    /** The last field of a whole answer, with its comma, or nothing. */
    String lastUsage(List<Choice> choices) {
        return told == Told.NONE ? "" : ",\"usage\":" + usage(choices);
    }

    String usage(List<Choice> choices) {
        if (told == Told.NONSENSE) {
            return Told.SENSELESS;
        }
        int completion = 0;
        for (Choice choice : choices) {
            completion += choice.tokens();
        }
        return "{\"prompt_tokens\":" + promptTokens + ",\"completion_tokens\":" + completion
                + ",\"total_tokens\":" + (promptTokens + completion)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0}"
                + ",\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0"
                + ",\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";
    }
}
