package dev.portcullis.cache.similar;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The model all-MiniLM-L6-v2, quantised, in this process: English, 384 dimensions, on the one thread that asks. Its first question loads
 * it. It needs its library, which is packaged only on demand, and a Java virtual machine. Its vocabulary is that of English and it takes all
 * letters that it does not know for one and the same, so questions with letters of another script than Latin, or with
 * none at all, are not embedded.
 */
final class MiniLm implements Function<String, Optional<float[]>> {

    private static final String MODEL = "all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "all-minilm-l6-v2-q-tokenizer.json";

    private EmbeddingModel model;

    /** Takes 1 to 10 ms, more while the machine is busy. One thread at a time. @throws LinkageError if the library is not there or not for this machine */
    @Override
    public Optional<float[]> apply(String question) {
        if (!question.codePoints().allMatch(MiniLm::isKnown) || question.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Optional.empty();
        }
        if (model == null) {
            model = new OneThread(load());
        }
        return Optional.of(model.embed(question).content().vector());
    }

    private static boolean isKnown(int sign) {
        return !Character.isLetter(sign) || Character.UnicodeScript.of(sign) == Character.UnicodeScript.LATIN;
    }

    private static OnnxBertBiEncoder load() {
        // Else the tokenizer's library asks a cloud machine's metadata address who it is, and reports that to its makers.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        try (InputStream network = resource(MODEL); InputStream tokenizer = resource(TOKENIZER); OrtSession.SessionOptions options = options()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new OnnxBertBiEncoder(environment, environment.createSession(network.readAllBytes(), options), tokenizer, PoolingMode.MEAN);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (OrtException unusable) {
            throw new IllegalStateException("the model cannot be loaded", unusable);
        }
    }

    /** Without them it takes a thread of each processor, and those spin while they wait. */
    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return options;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EmbeddingModel.class.getClassLoader().getResourceAsStream(name), name);
    }

    private static final class OneThread extends AbstractInProcessEmbeddingModel {

        private final OnnxBertBiEncoder encoder;

        OneThread(OnnxBertBiEncoder encoder) {
            super(Runnable::run);
            this.encoder = encoder;
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }
}
