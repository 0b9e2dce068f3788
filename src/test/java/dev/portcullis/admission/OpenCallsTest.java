package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.MultiType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OpenCallsTest {

    private static final List<String> SLOTS = List.of("portcullis:{acme}:all:open");

    private final OpenCalls calls = new OpenCalls();
    private final List<String> said = new ArrayList<>();
    private final Queue<Promise<Response>> unanswered = new ArrayDeque<>();

    private Future<Response> run(RedisScript script, List<String> keys, List<String> arguments) {
        said.add(String.join(" ", arguments.subList(1, arguments.size())));
        Promise<Response> answer = Promise.promise();
        unanswered.add(answer);
        return answer.future();
    }

    private void answer() {
        unanswered.remove().complete(MultiType.EMPTY_MULTI);
    }

    @Test
    void saysOnceWhatRedisIsNotKnownToKnow() {
        calls.begun("told", SLOTS, true);
        calls.begun("untold", SLOTS, false);
        calls.ended("over", SLOTS);
        Future<Void> told = calls.tellRest(this::run);
        answer();
        answer();
        assertTrue(told.succeeded());
        assertEquals(List.of("ended over", "open untold"), said);
        assertTrue(calls.tellRest(this::run).succeeded());
        assertEquals(2, said.size(), "there is nothing left");
    }

    @Test
    void whatEndsWhileItIsSaidToBeOpenIsOverWhenAllIsSaid() {
        calls.begun("brief", SLOTS, false);
        Future<Void> told = calls.tellRest(this::run);
        calls.over("brief");
        answer();
        assertFalse(told.isComplete());
        assertFalse(calls.nothingLeftOver());
        answer();
        assertTrue(told.succeeded());
        assertEquals(List.of("open brief", "ended brief"), said);
        assertTrue(calls.nothingLeftOver());
    }

    @Test
    void saysOneThingAfterTheOtherAndOnceForAllWhoAskMeanwhile() {
        calls.begun("first", SLOTS, false);
        Future<Void> first = calls.tellRest(this::run);
        calls.ended("second", SLOTS);
        Future<Void> second = calls.tellRest(this::run);
        Future<Void> third = calls.tellRest(this::run);
        assertEquals(List.of("open first"), said);
        answer();
        assertEquals(List.of("open first", "ended second"), said);
        answer();
        assertTrue(first.succeeded() && second.succeeded() && third.succeeded());
        assertTrue(unanswered.isEmpty());
    }

    @Test
    void whatCouldNotBeSaidIsLeftOver() {
        calls.ended("over", SLOTS);
        long doubts = calls.doubts();
        Future<Void> told = calls.tellRest(this::run);
        unanswered.remove().fail("gone");
        assertTrue(told.failed());
        assertFalse(calls.nothingLeftOver());
        assertTrue(calls.doubts() > doubts);
        calls.tellRest(this::run);
        assertEquals(List.of("ended over", "ended over"), said);
    }
}
