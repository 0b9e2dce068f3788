package dev.portcullis.guard;

import dev.portcullis.config.guard.Direction;
import dev.portcullis.config.guard.GuardAction;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.guard.model.Weighed;
import dev.portcullis.guard.pii.Entity;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.Redaction;
import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.guard.stream.Gate;
import dev.portcullis.guard.terms.OperatorRule;
import dev.portcullis.guard.terms.TermsGate;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.guard.wire.TextPart.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One entry of {@code guards}, or what it has for calls of a prompt, ready to be applied to texts. Immutable, safe for threads. */
final class Policy {

    /** Raised when detectors find other things than before: what was kept of answers by then was checked for less. */
    private static final String DETECTORS = "5.";

    record Rule(PolicyParts.Rule part, OperatorRule rule, PolicySettings.Action action) {

        static List<Rule> of(List<PolicySettings> policies, PolicyParts parts) {
            return policies.stream().map(parts::rule).map(part -> new Rule(part, part.made(), part.written().action())).toList();
        }
    }

    /** Without the policies, which are kept as the rules are that share them. */
    private final GuardSettings settings;
    private final String fingerprint;
    private final Function<Weighed, Injection> injection;
    private final PersonalData personalData;
    private final HarmRule harmOnRequest;
    private final HarmRule harmOnReply;
    private final List<Rule> onRequest;
    private final List<Rule> onReply;

    /** @param parts that it shares with others */
    Policy(GuardSettings settings, Detectors detectors, PolicyParts parts) {
        this.settings = settings.withoutPolicies();
        this.fingerprint = fingerprint(settings);
        this.injection = detectors.injection();
        this.harmOnRequest = new HarmRule(detectors.harm(), settings.harm().request(), settings.harm().thresholds());
        this.harmOnReply = new HarmRule(detectors.harm(), settings.harm().response(), settings.harm().thresholds());
        this.personalData = parts.personalData(settings.pii().entities());
        this.onRequest = Rule.of(settings.policies(Direction.REQUEST), parts);
        this.onReply = Rule.of(settings.policies(Direction.RESPONSE), parts);
    }

    /** Whoever is made with these parts shares with this one what both say. */
    void shareWith(PolicyParts parts) {
        onRequest.forEach(rule -> parts.know(rule.part));
        onReply.forEach(rule -> parts.know(rule.part));
        parts.know(settings.pii().entities(), personalData);
    }

    /** What it looks for of what the operator wrote, in both directions; for tests of what is shared. */
    List<OperatorRule> rules() {
        return Stream.concat(onRequest.stream(), onReply.stream()).map(Rule::rule).toList();
    }

    static String fingerprint(GuardSettings settings) {
        return DETECTORS + settings.fingerprint();
    }

    String fingerprint() {
        return fingerprint;
    }

    /**
     * What there is in one text of a request, whatever else the request says.
     *
     * @param injection  empty where nobody looks for it
     * @param rules      of the operator's, in order
     * @param instead    what takes the text's place before personal data is looked for; empty where the text itself does
     * @param entities   in the text, or in what takes its place
     */
    record Sight(Optional<Injection> injection, HarmRule.Seen harm, List<Rule> rules, Optional<String> instead, List<Entity> entities) {

        static final Sight NOTHING = new Sight(Optional.empty(), HarmRule.Seen.NOTHING, List.of(), Optional.empty(), List.of());
    }

    /** @return the text as it may go to a provider */
    String request(TextPart part, Found found, Restoration restoration) {
        return act(look(part), part, found, restoration);
    }

    /** The part's text without what nobody sees, where this policy takes that out. */
    String sanitised(TextPart part) {
        return settings.sanitize() && part.source() != Source.BESIDE && part.source() != Source.SYSTEM ? Sanitised.of(part.text()) : part.text();
    }

    /** Takes nearly all of the time that a policy takes. */
    Sight look(TextPart part) {
        boolean beside = part.source() == Source.BESIDE;
        boolean trusted = beside || part.source() == Source.SYSTEM && settings.injection().trustSystem();
        String text = sanitised(part);
        boolean injections = settings.injection().action() != GuardAction.OFF && !trusted;
        boolean harms = !harmOnRequest.isOff() && !trusted;
        Optional<Injection> injection = Optional.empty();
        HarmRule.Seen harm = HarmRule.Seen.NOTHING;
        List<Rule> matching = List.of();
        if (injections || harms || !onRequest.isEmpty()) {
            // As it came: what is taken out tells of an attack.
            Weighed weighed = Weighed.of(part.text());
            if (injections) {
                injection = Optional.of(this.injection.apply(weighed));
            }
            if (harms) {
                harm = harmOnRequest.in(weighed);
            }
            if (!onRequest.isEmpty()) {
                boolean json = part.source() == Source.ARGUMENTS;
                matching = matching(OperatorRule.inDisguise(weighed.views(), part.text(), json), onRequest);
                text = redacted(text, passed -> OperatorRule.inDisguise(Views.of(passed), passed, json), matching);
            }
        }
        List<Entity> entities = settings.pii().request() == PiiSettings.Action.OFF ? List.of() : personalData.find(text);
        return new Sight(injection, harm, matching, text.equals(part.text()) ? Optional.empty() : Optional.of(text), entities);
    }

    /** @param sight of this part. @return the text as it may go to a provider */
    String act(Sight sight, TextPart part, Found found, Restoration restoration) {
        sight.injection.ifPresent(seen -> tell(seen, found));
        harmOnRequest.tell(sight.harm, found);
        tell(sight.rules, found);
        return personalData(sight.instead.orElse(part.text()), sight.entities, settings.pii().request(), part.source() == Source.ARGUMENTS, found, restoration);
    }

    /**
     * Of what there is in a text given in parts what is in none of these.
     *
     * @param known    what is in the parts
     * @param crossing the personal data that is in more than one of them
     */
    Sight beyond(Sight whole, List<Sight> known, List<Entity> crossing) {
        return new Sight(whole.injection.filter(seen -> known.stream().allMatch(part -> part.injection.map(this::step).orElse(0) < step(seen))),
                whole.harm.without(known.stream().map(Sight::harm).toList()),
                whole.rules.stream().filter(rule -> known.stream().noneMatch(part -> part.rules.contains(rule))).toList(), Optional.empty(), crossing);
    }

    /** A place in a text. @param kind of what is there: a type of personal data, or the name of an operator's rule */
    record Place(String kind, Span span) {

        static Place of(Entity entity) {
            return new Place(entity.type(), entity.span());
        }
    }

    /** Whether personal data in requests is told, or stops them, and stays where it is. */
    boolean tellsPersonalData() {
        return settings.pii().request() == PiiSettings.Action.FLAG || settings.pii().request() == PiiSettings.Action.BLOCK;
    }

    /** What personal data a text has, at its places in this text, where this policy looks for any. @param sight of it */
    List<Entity> personal(Sight sight, TextPart part) {
        return sight.instead.isEmpty() || settings.pii().request() == PiiSettings.Action.OFF ? sight.entities : personalData.find(part.text());
    }

    /** Where a text has what this policy takes out of it. @param sight of it */
    List<Place> hidden(Sight sight, TextPart part) {
        boolean hides = settings.pii().request() == PiiSettings.Action.REDACT || settings.pii().request() == PiiSettings.Action.RESTORE;
        List<Place> all = new ArrayList<>();
        if (hides) {
            personal(sight, part).forEach(entity -> all.add(Place.of(entity)));
        }
        for (Rule rule : sight.rules) {
            if (rule.action == PolicySettings.Action.REDACT) {
                OperatorRule.inDisguise(Views.of(part.text()), part.text(), false)
                        .forEach(view -> rule.rule.find(view, 0).forEach(span -> all.add(new Place(rule.rule.name(), span))));
            }
        }
        return all;
    }

    /** Whether something in requests must not pass, so that what cannot be read must not either. */
    boolean keepsRequests() {
        return settings.injection().action() == GuardAction.BLOCK || harmOnRequest.blocks()
                || settings.pii().request() != PiiSettings.Action.OFF && settings.pii().request() != PiiSettings.Action.FLAG
                || onRequest.stream().anyMatch(rule -> rule.action != PolicySettings.Action.FLAG);
    }

    /** Looks at a value that was put into a message whose role would be trusted. */
    void untrusted(String value, Found found) {
        boolean injections = settings.injection().action() != GuardAction.OFF;
        if (injections || !harmOnRequest.isOff()) {
            Weighed weighed = Weighed.of(value);
            if (injections) {
                tell(injection.apply(weighed), found);
            }
            if (!harmOnRequest.isOff()) {
                harmOnRequest.tell(harmOnRequest.in(weighed), found);
            }
        }
    }

    private void tell(Injection seen, Found found) {
        int step = step(seen);
        if (step > 0) {
            found.injection(seen.rules(), step > 1);
        }
    }

    /** 0 for nothing, 1 for what is told, 2 for what stops a call. */
    private int step(Injection seen) {
        boolean blocks = settings.injection().action() == GuardAction.BLOCK;
        double flagFrom = Math.min(InjectionSettings.FLAG_FROM, settings.injection().threshold().orElse(InjectionSettings.FLAG_FROM));
        return seen.score() < flagFrom ? 0 : blocks && seen.score() >= settings.injection().threshold().orElse(InjectionSettings.BLOCK_FROM) ? 2 : 1;
    }

    private static void tell(List<Rule> matching, Found found) {
        matching.forEach(rule -> found.policy(rule.rule.name(), rule.action));
    }

    /** @param views in which something is looked for */
    private static List<Rule> matching(List<View> views, List<Rule> rules) {
        List<Rule> matching = new ArrayList<>(0);
        for (Rule rule : rules) {
            if (rule.rule.matchesAny(views)) {
                matching.add(rule);
            }
        }
        return matching.isEmpty() ? List.of() : matching;
    }

    /** @param views in which something is looked for of what became of the text by then */
    private static String redacted(String text, Function<String, List<View>> views, List<Rule> matching) {
        String passed = text;
        for (Rule rule : matching) {
            passed = rule.action == PolicySettings.Action.REDACT ? rule.rule.redact(passed, views.apply(passed)) : passed;
        }
        return passed;
    }

    private static String personalData(String text, List<Entity> entities, PiiSettings.Action action, boolean json, Found found, Restoration restoration) {
        if (entities.isEmpty()) {
            return text;
        }
        // Their types are told only where they stop a call.
        List<String> types = action == PiiSettings.Action.BLOCK ? entities.stream().map(Entity::type).toList() : List.of();
        found.entities(entities.size(), types, action);
        return switch (action) {
            case REDACT -> json ? Redaction.redactJson(text, entities) : Redaction.redact(text, entities);
            case RESTORE -> json ? restoration.redactJson(text, entities) : restoration.redact(text, entities);
            case BLOCK, FLAG, OFF -> text;
        };
    }

    boolean looksAtReplies() {
        return settings.pii().response() != PiiSettings.Action.OFF || !harmOnReply.isOff() || !onReply.isEmpty();
    }

    /** @param json whether a text was asked for that is JSON. @return the text as it may come back */
    String reply(TextPart part, boolean json, Found found) {
        if (!harmOnReply.isOff()) {
            HarmGate.look(part.text(), harmOnReply, settings.holdBack().characters(), found);
        }
        boolean document = json || part.source() == Source.ARGUMENTS;
        List<Rule> matching = onReply.isEmpty() ? List.of() : matching(OperatorRule.asItSays(part.text(), document), onReply);
        tell(matching, found);
        String text = redacted(part.text(), passed -> OperatorRule.asItSays(passed, document), matching);
        PiiSettings.Action action = settings.pii().response();
        return personalData(text, action == PiiSettings.Action.OFF ? List.of() : personalData.find(text), action, document, found, null);
    }

    /** Whether something in answers must not pass, so that what cannot be read must not either. */
    boolean keepsReplies() {
        return settings.pii().response() == PiiSettings.Action.REDACT || settings.pii().response() == PiiSettings.Action.BLOCK
                || harmOnReply.blocks() || onReply.stream().anyMatch(rule -> rule.action != PolicySettings.Action.FLAG);
    }

    Duration pause() {
        return settings.holdBack().pause();
    }

    /** The same as {@link #reply} for a text that comes in pieces. @param found is told what is found, when it is */
    Gate gate(boolean json, Found found) {
        List<Gate> gates = new ArrayList<>();
        if (!harmOnReply.isOff()) {
            gates.add(new HarmGate(harmOnReply, settings.holdBack().characters(), found));
        }
        // Those that leave the text as it is look first, at what came, as they do in a whole answer.
        onReply.stream().filter(rule -> rule.action != PolicySettings.Action.REDACT).forEach(rule -> gates.add(gate(rule, json, found)));
        onReply.stream().filter(rule -> rule.action == PolicySettings.Action.REDACT).forEach(rule -> gates.add(gate(rule, json, found)));
        if (settings.pii().response() != PiiSettings.Action.OFF) {
            gates.add(new PersonalDataGate(personalData, settings.pii().response(), json, found));
        }
        return gates.stream().reduce(Gate::both).orElse(Gate.OPEN);
    }

    private Gate gate(Rule rule, boolean json, Found found) {
        return new TermsGate(rule.rule, rule.action, settings.holdBack().characters(), json,
                () -> found.policy(rule.rule.name(), rule.action));
    }
}
