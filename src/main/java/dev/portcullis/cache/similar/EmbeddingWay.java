package dev.portcullis.cache.similar;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Responder;

/** The way of calls by which the gateway itself asks for vectors: it knows nothing of the stage that asks. */
public interface EmbeddingWay extends Responder<Call> {
}
