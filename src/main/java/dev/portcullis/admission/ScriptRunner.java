package dev.portcullis.admission;

import dev.portcullis.store.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;

/** How a script gets to Redis: among all others, or before Redis is in use. */
@FunctionalInterface
interface ScriptRunner {

    Future<Response> run(RedisScript script, List<String> keys, List<String> arguments);
}
