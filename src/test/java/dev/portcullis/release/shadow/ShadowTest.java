package dev.portcullis.release.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.Subject;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShadowTest {

    private static Shadow shadow(long id, Subject subject, String baseline, String model, int places) {
        return new Shadow(id, subject, baseline, new Plan(Optional.of("1.1.0").filter(version -> subject.kind() == Subject.Kind.PROMPT),
                Optional.ofNullable(model), places, new Usd(1), OptionalLong.empty(), Optional.empty()));
    }

    private static Call user(int user) {
        return Calls.chat("m", Calls.ANYBODY, Headers.of("x-portcullis-user", "user-" + user), "");
    }

    private static long taken(Shadow shadow) {
        long taken = 0;
        for (int user = 0; user < 20_000; user++) {
            taken += shadow.takes(user(user)) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aShareOfCallersIsTakenTheSameOnesAlwaysAndOthersNextTime() {
        Shadow tenth = shadow(1, Subject.model("m"), "m", "other", 1_000);
        assertEquals(2_000, taken(tenth), 200);
        Shadow fifth = shadow(1, Subject.model("m"), "m", "other", 2_000);
        Shadow next = shadow(2, Subject.model("m"), "m", "other", 1_000);
        int both = 0;
        for (int user = 0; user < 20_000; user++) {
            boolean taken = tenth.takes(user(user));
            assertTrue(!taken || fifth.takes(user(user)));
            both += taken && next.takes(user(user)) ? 1 : 0;
        }
        assertEquals(200, both, 100);
        assertEquals(20_000, taken(shadow(1, Subject.model("m"), "m", "other", 10_000)));
    }

    @Test
    void onlyTheBaselinesCallsAreTakenThatLeftTheVersionOpenAndAreNoExperiments() {
        Shadow shadow = shadow(1, Subject.prompt("p"), "1.0.0", null, 10_000);
        PromptUse open = new PromptUse("p", "1.0.0", "", List.of()).asked(Buffer.buffer("{}"));
        assertTrue(shadow.takes(with(open)));
        assertFalse(shadow.takes(with(new PromptUse("p", "1.0.0", "", List.of()))), "it named the version");
        assertFalse(shadow.takes(with(new PromptUse("p", "1.1.0", "", List.of()).asked(Buffer.buffer("{}")))), "it got green");
        assertFalse(shadow.takes(with(new PromptUse("p", "1.0.0", "", List.of(), Optional.of(new Assignment(Assignment.experiment("e", 1), "a", "u")))
                .asked(Buffer.buffer("{}")))));
        assertTrue(shadow.takes(with(new PromptUse("p", "1.0.0", "", List.of(), Optional.of(new Assignment("p@1.1.0#1", Assignment.CONTROL, "u")))
                .asked(Buffer.buffer("{}")))));
    }

    private static Call with(PromptUse use) {
        Call plain = user(1);
        return new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(), use, "", plain.over(), plain.bill());
    }

    @Test
    void aTenantsCallsAreSentToNoModelThatItMayNotUse() {
        Tenant one = new Tenant("acme", model -> !model.equals("other"));
        assertFalse(shadow(1, Subject.model("m"), "m", "other", 10_000).takes(Calls.chat("m", one, Headers.NONE, "")));
        assertTrue(shadow(1, Subject.model("m"), "m", "third", 10_000).takes(Calls.chat("m", one, Headers.NONE, "")));
    }

    /** Asked twice, they would do something twice. */
    @Test
    void callsThatDoMoreThanAnswerAreNotTaken() {
        Shadow shadow = shadow(1, Subject.model("m"), "m", "other", 10_000);
        for (String more : List.of(",\"store\":true", ",\"web_search_options\":{}", ",\"previous_response_id\":\"x\"")) {
            assertFalse(shadow.takes(Calls.chat("m", Calls.ANYBODY, Headers.NONE, more)), more);
        }
        assertTrue(shadow.takes(Calls.chat("m", Calls.ANYBODY, Headers.NONE, ",\"tools\":[{\"type\":\"function\"}]")), "nobody carries out what it calls");
    }
}
