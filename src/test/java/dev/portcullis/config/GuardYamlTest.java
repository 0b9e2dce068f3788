package dev.portcullis.config;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import com.google.re2j.Pattern;
import dev.portcullis.config.guard.Direction;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.config.guard.HoldBack;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;

import org.junit.jupiter.api.Test;

import static dev.portcullis.config.Readings.MODELS;
import static dev.portcullis.config.Readings.PROVIDERS;
import static dev.portcullis.config.Readings.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class GuardYamlTest {

    /** The {@code guards} of the contract's example. */
    private static final String CONTRACT = """
            tenants:
              acme: { guard: strict }
              other: {}
            guards:
              strict: { injection: { action: block } }
              default:
                sanitize: true                       # strip control, zero-width, bidi and tag characters from untrusted text
                injection: { action: block }         # block | flag | off
                pii: { request: restore, response: redact, entities: [ EMAIL_ADDRESS, PHONE_NUMBER, CREDIT_CARD, IBAN_CODE, US_SSN, IP_ADDRESS ] }
                harm: { request: block, response: block }
                policies: [ { name: no-codenames, on: [ request, response ], terms: [ "Project Falcon" ], action: block } ]
            """;

    private static GatewayConfig guards(String text) throws InvalidConfig {
        return read(PROVIDERS + MODELS + text);
    }

    @Test
    void readsEveryKeyOfAGuard() throws InvalidConfig, IOException {
        Set<Direction> both = EnumSet.allOf(Direction.class);
        assertEquals(new GuardSettings("strict", false,
                new InjectionSettings(GuardAction.BLOCK, OptionalDouble.of(0.975), false),
                new PiiSettings(PiiSettings.Action.RESTORE, PiiSettings.Action.REDACT, Set.of("EMAIL_ADDRESS", "PERSON", "US_SSN")),
                new HarmSettings(GuardAction.OFF, GuardAction.OFF,
                        Map.of(HarmCategory.VIOLENCE, 0.5, HarmCategory.SELF_HARM_INTENT, 0.25, HarmCategory.HATE, 1.0)),
                List.of(
                        new PolicySettings("no-codenames", both, List.of("Project Falcon", "C++"), List.of(), PolicySettings.Action.REDACT),
                        new PolicySettings("Tickets_1.0", EnumSet.of(Direction.REQUEST), List.of("ticket"),
                                List.of(Pattern.compile("(?i)tkt-\\d{4,8}"), Pattern.compile("[A-Z]x")), PolicySettings.Action.FLAG),
                        new PolicySettings("secret-sauce", both, List.of("sauce"), List.of(), PolicySettings.Action.BLOCK)),
                new HoldBack(512, Duration.ofMillis(100))),
                read(GatewayYamlTest.example(), Map.of("OPENAI_API_KEY", "sk-1", "TICKET", "[A-Z]x")).guards().get("strict"));
    }

    @Test
    void readsTheExampleOfTheContract() throws InvalidConfig {
        GuardSettings guard = guards(CONTRACT).guards().get("default");
        assertEquals(PiiSettings.Action.RESTORE, guard.pii().on(Direction.REQUEST));
        assertEquals(PiiSettings.Action.REDACT, guard.pii().on(Direction.RESPONSE));
        assertEquals(GuardAction.BLOCK, guard.harm().on(Direction.RESPONSE));
        assertEquals(List.of("Project Falcon"), guard.policies(Direction.RESPONSE).getFirst().terms());
    }

    @Test
    void flagsWhatIsLeftOutAndLooksForTheCoreTypesAndSecrets() throws InvalidConfig {
        GuardSettings guard = guards("guards: { default: {} }").guards().get("default");
        assertEquals(GuardSettings.of("default"), guard);
        assertEquals(GuardAction.FLAG, guard.injection().action());
        assertTrue(guard.sanitize());
        assertTrue(guard.injection().trustSystem());
        assertEquals(Set.of("EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS", "SECRET"), guard.pii().entities());
        assertEquals(new HoldBack(256, Duration.ofMillis(50)), guard.holdBack());
    }

    @Test
    void checksATenantByWhatItNamesElseByTheDefaultElseNotAtAll() throws InvalidConfig {
        GatewayConfig config = guards(CONTRACT);
        assertEquals(Optional.of("strict"), config.guardOf("acme").map(GuardSettings::name));
        assertEquals(Optional.of("default"), config.guardOf("other").map(GuardSettings::name));
        assertEquals(Optional.of("default"), config.guardOf("not-in-the-file").map(GuardSettings::name));
        assertEquals(Optional.empty(), guards("tenants: { other: {} }\nguards: { strict: {} }").guardOf("other"));
        assertEquals(Optional.empty(), DemoConfig.create().guardOf("anyone"));
    }

    @Test
    void picksThePoliciesOfADirection() throws InvalidConfig {
        GuardSettings guard = guards("guards: { g: { policies: [ { name: a, terms: [ x ], on: [ response ] }, { name: b, terms: [ x ] } ] } }")
                .guards().get("g");
        assertEquals(List.of("b"), guard.policies(Direction.REQUEST).stream().map(PolicySettings::name).toList());
        assertEquals(List.of("a", "b"), guard.policies(Direction.RESPONSE).stream().map(PolicySettings::name).toList());
    }
}
