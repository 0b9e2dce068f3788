package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Responder;

/** The way of calls to candidates. */
public interface ShadowWay extends Responder<Call> {
}
