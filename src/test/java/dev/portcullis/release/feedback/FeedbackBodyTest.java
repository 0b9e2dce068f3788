package dev.portcullis.release.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.release.quality.Action;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackBodyTest {

    private static FeedbackBody read(String body) {
        return FeedbackBody.read(Buffer.buffer(body));
    }

    private static Refusal refusal(String body) {
        return assertThrows(Refused.class, () -> read(body)).refusal();
    }

    @Test
    void aRatingACommentAndActionsAreRead() {
        assertEquals(new FeedbackBody("r", OptionalInt.of(5), Optional.of("fine"), Set.of()), read("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"fine\"}"));
        assertEquals(new FeedbackBody("r", OptionalInt.empty(), Optional.empty(), Set.of(Action.COPY, Action.EDIT, Action.RETRY)),
                read("{\"request_id\":\"r\",\"actions\":[\"copy\",\"edit\",\"retry\",\"copy\"]}"));
        assertEquals(new FeedbackBody("r", OptionalInt.of(1), Optional.empty(), Set.of(Action.EDIT)),
                read("{\"rating\":1,\"actions\":[\"edit\"],\"request_id\":\"r\",\"comments\":null}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"rating\":9|rating", "\"rating\":0|rating", "\"rating\":-1|rating", "\"rating\":3.5|rating", "\"rating\":5.0|rating", "\"rating\":\"5\"|rating",
        "\"rating\":true|rating", "\"rating\":[5]|rating", "\"rating\":4294967297|rating", "\"rating\":1e0|rating", "\"rating\":99999999999999999999|rating",
        "\"rating\":null|rating", "\"comments\":\"fine\"|rating",
        "\"actions\":[]|actions", "\"actions\":\"copy\"|actions", "\"actions\":[\"steal\"]|actions", "\"actions\":[\"abandoned\"]|actions",
        "\"actions\":[\"copy\",7]|actions", "\"actions\":[\"COPY\"]|actions", "\"actions\":{\"copy\":true}|actions", "\"rating\":5,\"actions\":[\"steal\"]|actions",
        "\"rating\":5,\"comments\":7|comments", "\"rating\":5,\"note\":1|note", "\"rating\":5,\"Rating\":5|Rating", "\"rating\":5,\"a b\":5|(another field)"})
    void whatIsWrongIsNamed(String fields, String parameter) {
        assertEquals(parameter, assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"request_id\":\"r\"," + fields + "}")).parameter());
    }

    @Test
    void anIdIsNeededAndIsAText() {
        assertEquals("request_id", assertInstanceOf(Refusal.MissingParameter.class, refusal("{\"rating\":5}")).parameter());
        assertEquals("request_id", assertInstanceOf(Refusal.MissingParameter.class, refusal("{\"rating\":5,\"request_id\":null}")).parameter());
        for (String id : new String[] {"7", "\"\"", "[\"r\"]", "{}"}) {
            assertEquals("request_id", assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"rating\":5,\"request_id\":" + id + "}")).parameter());
        }
    }

    @Test
    void commentsMayBeLongAndNotLonger() {
        String longest = "x".repeat(FeedbackBody.MOST_COMMENTS);
        assertEquals(Optional.of(longest), read("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"" + longest + "\"}").comments());
        assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"" + longest + "x\"}"));
        String emoji = "\ud83d\ude00".repeat(FeedbackBody.MOST_COMMENTS);
        assertEquals(Optional.of(emoji), read("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"" + emoji + "\"}").comments());
        assertInstanceOf(Refusal.InvalidValue.class, refusal("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"" + emoji + "\ud83d\ude00\"}"));
        assertInstanceOf(Refusal.BodyTooLarge.class, refusal("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"" + "x".repeat(1 << 20) + "\"}"));
    }

    @Test
    void whatADatabaseCannotKeepIsLeftOutOfComments() {
        assertEquals(Optional.of("ab"), read("{\"request_id\":\"r\",\"rating\":5,\"comments\":\"a\\u0000b\"}").comments());
        assertEquals(Optional.empty(), read("{\"request_id\":\"r\",\"rating\":5,\"comments\":\" \\u0000 \"}").comments());
    }

    /** Whoever reads the first one and whoever reads the last would not mean the same. */
    @Test
    void aFieldThatIsGivenTwiceIsRefused() {
        assertInstanceOf(Refusal.InvalidJson.class, refusal("{\"request_id\":\"r\",\"rating\":5,\"rating\":1}"));
    }
}
