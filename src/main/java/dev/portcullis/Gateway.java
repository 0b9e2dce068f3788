package dev.portcullis;

import dev.portcullis.admission.Admit;
import dev.portcullis.admission.ShowLimits;
import dev.portcullis.cache.AnswerFromCache;
import dev.portcullis.guard.CheckTexts;
import dev.portcullis.guard.GuardPrompt;
import dev.portcullis.guard.GuardReply;
import dev.portcullis.guard.Moderate;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.ReadCall;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.prompt.output.CheckOutput;
import dev.portcullis.prompt.reader.ShowPrompt;
import dev.portcullis.provider.Dispatch;
import dev.portcullis.release.feedback.NoticeSignals;
import dev.portcullis.release.feedback.TakeFeedback;
import dev.portcullis.release.observe.Observe;
import dev.portcullis.release.shadow.call.Mirror;
import dev.portcullis.release.shadow.call.OwnTargets;
import dev.portcullis.routing.ChooseRoute;
import dev.portcullis.routing.ListModels;
import dev.portcullis.tenant.Authenticate;
import dev.portcullis.usage.Charge;
import dev.portcullis.usage.LogCall;
import dev.portcullis.usage.Meter;
import dev.portcullis.usage.MeterUsage;
import dev.portcullis.usage.ledger.RecordUsage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The whole way of every call, in order. There is no other place where a stage is put into it: a stage that is not named here
 * does not run, and one that needs to know more than is known where it stands does not compile.
 */
@Singleton
public final class Gateway {

    private final Stage<Inbound, Inbound> observed;
    private final Responder<Inbound> generate;
    private final Responder<Inbound> models;
    private final Responder<Inbound> prompts;
    private final Responder<Inbound> check;
    private final Responder<Inbound> moderate;
    private final Responder<Call> embed;
    private final Responder<Call> shadow;
    private final Responder<Inbound> feedback;
    private final ShowLimits showLimits;

    Gateway(LogCall logCall, Meter meter, Authenticate authenticate, ShowLimits showLimits, ReadCall readCall,
            Charge charge, MeterUsage meterUsage, RecordUsage recordUsage, Observe observe, Admit admit, GuardPrompt guardPrompt,
            Mirror mirror, ChooseRoute chooseRoute, CheckOutput checkOutput, AnswerFromCache answerFromCache, GuardReply guardReply, Dispatch dispatch,
            ListModels listModels, ShowPrompt showPrompt, CheckTexts checkTexts, Moderate moderate, NoticeSignals noticeSignals,
            TakeFeedback takeFeedback) {

        observed = logCall             //   when over: one line; first, so that it sees strangers and broken bodies too
                .then(meter);          //   when over: counts, durations

        generate = observed
                .then(authenticate)    // Inbound -> KnownCaller: who is calling; strangers cost nothing
                .then(showLimits)      //   where the caller stands, for replies that do not say so themselves
                .then(readCall)        // KnownCaller -> Call: the body is read only now, and its meaning found
                .then(charge)          //   when over: what was used and what it cost, for all who hold something until they know
                .then(meterUsage)      //   when billed: tokens and dollars
                .then(observe)         //   which side of its model's canary it is on; when billed: what it tells of that and of its prompt's; outside all that can refuse, since failures tell most
                .then(recordUsage)     //   one line in the ledger, with the side; written down before the caller has a byte of the answer
                .then(noticeSignals)   //   when billed: calls of prompts that are asked again, or left; as the caller wrote them, so outside the guard
                .then(admit)           //   may they, now; when billed: the truth takes the place of the estimate
                .then(guardPrompt)     //   sees what the model would see; what it takes out it puts back into the answer, so outside the cache
                .then(mirror)          //   when billed: a share is asked of a candidate as well; inside the guard, which nothing passes that it keeps back
                .then(chooseRoute)     // Call -> RoutedCall: which target, and where to go if it fails
                .then(checkOutput)     //   what the prompt promises of every answer, known ones too; outside the cache, which it asks past for a better one
                .then(answerFromCache) //   who asks what is known, or is being asked, asks nobody; behind the route, or one arm answers for the other
                .then(guardReply)      //   inside the cache: only what a caller may see is kept
                .finish(dispatch);     // retry, fallback, breaker; the only stage that talks to providers

        models = observed
                .then(authenticate)
                .then(showLimits)
                .finish(listModels);   // what this tenant may ask for

        prompts = observed
                .then(authenticate)
                .then(showLimits)
                .finish(showPrompt);   // for clients of other registries

        Stage<Inbound, Call> asked = observed
                .then(authenticate)
                .then(showLimits)
                .then(readCall)
                .then(charge)          //   nothing, but what was taken of limits is settled on the bill
                .then(recordUsage)
                .then(admit);          //   requests count, tokens do not: nobody is paid for them

        check = asked.finish(checkTexts);   // what the guards find in a text, whoever's policy it is

        this.moderate = asked.finish(moderate);

        embed = charge                 // Call -> Call: a question's vector, which the cache asks for; on the bill of whose question it is
                .then(meterUsage.ofOwnCalls())   //   tokens and dollars; no use of the cache, whose metric is of callers' calls
                .then(recordUsage.ofOwnCalls())
                .then(chooseRoute)     //   no limits of its own: the call that asks has been admitted, and may have its tenant's only place
                .finish(dispatch.impatient());   //   and no guards: it has passed those of the call; nobody waits for a pause and another try

        shadow = charge                // Call -> Call: what is asked of a candidate, of a call that its guard has let pass
                .then(meterUsage.ofOwnCalls())
                .then(recordUsage.ofOwnCalls())     //   on the tenant's bill, under a key of its own; no limits, since nobody is to wait for it: its cap is its limit
                .then(chooseRoute)
                .then(new OwnTargets())
                .then(guardReply)      //   compared is what a caller would see; nothing is kept for others, or known to them
                .finish(dispatch.unguarded());

        feedback = asked.finish(takeFeedback);   // what an earlier answer was worth; 202 once it is kept

        this.showLimits = showLimits;
    }

    /** The way of the gateway's own calls for a vector. */
    Uni<Reply> embed(Call call) {
        return embed.respond(call);
    }

    /** The way of calls to the candidates of shadows. */
    Uni<Reply> shadow(Call call) {
        return shadow.respond(call);
    }

    /** The way of calls to this endpoint. */
    public Responder<Inbound> wayOf(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT, COMPLETIONS, EMBEDDINGS -> generate;
            case MODELS, MODEL -> models;
            case LANGFUSE_PROMPT, LITELLM_PROMPT -> prompts;
            case MODERATIONS -> moderate;
            case GUARD_CHECK -> check;
            case FEEDBACK -> feedback;
            case UNKNOWN -> throw new IllegalArgumentException("an unknown endpoint has no way; refuse the call");
        };
    }

    /**
     * The short way of calls that the edge refuses before anything is known of them but who calls: they are logged and counted like
     * any other, and say where their caller stands.
     */
    public Responder<Inbound> refusing(Refusal refusal) {
        return observed.finish(inbound -> {
            Uni<Reply> reply = Uni.createFrom().item(refusal);
            return inbound.caller() instanceof Identity.Member member
                    ? showLimits.handle(new KnownCaller(inbound, member.tenant(), member.keyId()), known -> reply) : reply;
        });
    }
}
