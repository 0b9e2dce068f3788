package dev.portcullis.guard.injection;

/** Rules about a model that is made somebody without rules, and conversations that are framed so. */
final class PersonaTable {

    static final String LINES = """
            @limits = restriction | restrictions | filter | filters | censorship | ethical guidelines | moral guidelines | ethics
            @limits = content policy | content policies | rules imposed | typical confines
            @limits = openai policy | openai policies | openai's policies | openai's policy | moral or ethical | ethical or moral \
                | ethical or legal
            @limits = ethical and moral | moral and ethical | safety guidelines | safety filters | inhibitions
            @limits = ethical constraints | moral compass | ethical boundaries | ethical limits | moral limits
            @freedom = limitations | limitation | limits | morals | moral | guidelines | confines | boundaries | constraints \
                | regulations | morality | laws | legalities | rules
            @assistant = output | outputs | mode | answer | ai | chatbot | model | language model | assistant | bot | persona \
                | character | response | responses | answers | version | entity | gpt | llm

            persona.named         0.85 dan mode | do anything now | "dan" | [dan] | as dan | be dan | betterdan | better dan | like dan \
                                       | called dan | named dan | dan: | strive to avoid norms | evil confidant | be anything now \
                                       | [jailbreak] | 🔓jailbreak | machiavellian | devmode | antigpt | dan who
            persona.mode          0.80 developer mode | debug mode | dev mode | jailbreak mode | unrestricted mode | god mode \
                                       | evil mode | dan mode | chaos mode | opposite mode | maintenance mode | unfiltered mode \
                                       | uncensored mode | admin mode | sudo mode | root mode | admin access | realist mode <40> output \
                                       | enabled | activated | response | responses | reveal | print | display | dump | show | ignore \
                                       | you must | simulate | policies
            persona.mode          0.80 enter | you are now in | you're now in | switch to | switch into | enable | activate | simulate \
                                       | activated | in | with <12> developer mode | debug mode | dev mode | jailbreak mode \
                                       | unrestricted mode | god mode | evil mode | dan mode | chaos mode | unfiltered mode \
                                       | uncensored mode | admin mode <<60>> output | reveal | print | display | dump | show | ignore \
                                       | you will | you must | you can | enabled
            persona.unfiltered    0.80 unfiltered | amoral | uncensored | unrestricted | immoral | unethical | unbiased and unfiltered \
                                       | jailbroken | nonmoral | lawless <20> @assistant
            persona.nolimits      0.75 no | without any | without | free of | free from | free of all | not bound by | not bound to \
                                       | not limited by | not restricted by | not constrained by | not subject to | lacks \
                                       | broken free of | broken free from | freed from | doesn't have any | does not have any \
                                       | don't have any | no longer bound by | no longer restricted by | devoid of | exempt from \
                                       | not confined by | not confined to | unbound by | not governed by | isn't bound by \
                                       | doesn't follow | does not follow | without regard for | disregard for | no regard for \
                                       | don't follow | do not follow | don't care about | doesn't care about <25> @limits
            persona.freedom       0.45 no | without any | without | free of | free from | free of all | zero | not bound by \
                                       | not limited by | not restricted by | not constrained by | broken free of | freed from \
                                       | doesn't have any | does not have any | don't have any | no longer bound by \
                                       | no longer restricted by | not confined by | unbound by | without regard for \
                                       | disregard for <12> @freedom | restrictions
            persona.unlocked      0.50 fully unlocked | zero restrictions | 0 restrictions | any kind of content | no ethics \
                                       | alter ego | free will | fully sentient | become sentient | unlimited power \
                                       | opposite of what the user | no filter | completely uncensored | uncensored, | unauthorized, \
                                       | amoral, | unethical, | unhinged response | unhinged ai | evil ai | evil twin | rogue ai \
                                       | malicious ai
            persona.released      0.65 liberated | freed | unchained | unshackled | released | escaped | broken free \
                                       | break free <12> from <12> programming | chains | restrictions | rules | constraints | limits \
                                       | limitations | creators | shackles | training | guidelines | openai
            persona.released      0.65 released | built | trained | created | designed | developed <10> without | with no <8> safety \
                                       | filters | restrictions | guardrails | censorship | ethical | moral
            persona.anything      0.50 say whatever you | say anything you | can say anything | do whatever you want \
                                       | whatever you like | anything i want without | does anything i | anything i ask \
                                       | anything i want, <30> want | like | limits | rules | restrictions | without | no laws | no rules
            persona.anything      0.50 no laws | no rules | no limits | no conscience | no moral | no ethics <40> say whatever \
                                       | say anything | do anything | whatever you | how would you | answer
            persona.relative      0.55 grandmother | grandma | granny | late father | late grandfather | deceased <40> used to \
                                       | would always | always <8> read | tell | recite | sing | whisper <80> key | keys | password \
                                       | recipe for | how to make | napalm | serial | code
            persona.disclaimers   0.40 skip | no | without | omit | drop | leave out <8> disclaimers | warnings | caveats \
                                       | moral lectures | ethical lectures | refusals
            persona.notabide      0.80 not | doesn't | don't | never | no longer <12> abide by | adhere to | comply with | bound by \
                                       | conform to | obey | need to follow | have to follow <30> rules | policy | policies \
                                       | guidelines | restrictions | limitations | laws | norms | ethics | filters
            persona.refuse        0.70 never | cannot | can not | can't | must not | do not | don't | not allowed to | won't | will not \
                                       | not <20> refuse | refuses | tell me that it can't | say that you can't | say you can't \
                                       | say it can't | tell me you can't | apologize | apologise | decline | reject my | reject any \
                                       | say i'm sorry | moralize | lecture | inform me about ethics | say "i'm sorry | say 'i'm sorry \
                                       | say that it can't | say as an ai | say "as an ai | include warnings | add warnings | warn me \
                                       | give warnings | add disclaimers | include disclaimers
            persona.vendor        0.60 openai | openai's | open ai | open ai's | anthropic | google's | chatgpt | chatgpt's <25> policy \
                                       | policies | guidelines | restrictions | limitations | content policy | content policies | rules \
                                       | filters | censorship
            persona.stays         0.45 stay in character | break character | breaking character | stay in your role \
                                       | remain in character | stays in character | out of character | stay in role | stay a dan | stay as
            persona.stays         0.45 bleibe* | bleiben | verharr* <25> in ihrer rolle | in ihren rollen | in deiner rolle
            persona.two           0.75 two | 2 | both <20> responses | answers | ways | outputs | bots | personas | personalities | ais \
                                       | paragraphs | replies | different <<120>> normal | normally | chatgpt | standard | classic \
                                       | jailbreak | unfiltered | first
            persona.nomatter      0.70 no matter how | no matter what | regardless of | regardless if | regardless how <40> immoral \
                                       | illegal | unethical | harmful | dangerous | consequences | legality | legal | offensive \
                                       | inappropriate | controversial | its morality | whether it is ethical
            persona.forbidden     0.45 illegal | unethical | immoral | harmful | offensive | explicit | inappropriate | dangerous \
                                       | violent | racist | hateful | sexist <25> unethical | illegal | immoral | harmful | amoral \
                                       | dangerous | offensive <40> content | things | answer | answers | response | responses | advice \
                                       | information | request | requests | activities | may be | questions
            persona.notai         0.70 you are no longer | you're no longer | your no longer | you are not | you aren't | you're not \
                                       | no longer | not actually | not just <12> chatgpt | an ai | ai language model \
                                       | a language model | an assistant | an ai model | bound | restricted | a chatbot | ai model
            persona.becomes       0.45 from now on | from this point | for the rest of this conversation | starting now \
                                       | starting from now | henceforth | from here on <40> you are | you will | you're | act as \
                                       | respond as | answer as | you must | you have to | i want you to | you will be \
                                       | pretend <60> @assistant | gpt | chatgpt | role | persona | character | in two | named | called
            persona.becomes       0.45 act as | pretend to be | pretend you are | pretend you're | you are now | roleplay as \
                                       | role play as | respond as | simulate | imagine you are | you will be | immerse yourself \
                                       | take on the role | you are going to be | you're going to be | act like | going to act as \
                                       | you are about to <70> another ai | chatgpt | ai model | an ai | evil ai | language model | gpt \
                                       | al model | an unfiltered | character named | who can | which stands for | stands for | called \
                                       | free from | has no | with no
            persona.respondas     0.40 you will | you must | you should | always | only | will <6> respond | answer | reply | speak \
                                       | talk <6> as | in the form of | in character | like <40> character | persona | would | ":* | " \
                                       | named
            persona.prefix        0.35 prefix | start | begin | starting | beginning | preface | marked | prefixed <30> [* | "[* | ("* \
                                       | with " | with "* <30> ]* | :" | :* | ]:
            persona.asis          0.70 as if you had | as if you have | as though you had | as though you have | pretend you have \
                                       | pretend that you have | imagine you have | you have <4> no | none of <10> ethical | moral \
                                       | content | safety | rules | restrictions | guidelines | limits | limitations | filters | programming
            persona.hypothetical  0.45 hypothetical | fictional | imaginary | alternate | parallel <25> universe | world | scenario \
                                       | reality | story | setting <80> no rules | no laws | no ethical | unethical | illegal | immoral \
                                       | no restrictions | legal | forget everything | without
            persona.policies      0.50 simulate | enable | stay in | act in | with | activate <24> mode <<90>> policies \
                                       | any kind of content | comply | orders | mode output | filters | anything
            persona.notai         0.70 do not | don't | stop | never <8> pretend | pretending | pretend to be \
                                       | act as <14> language model | ai assistant | an ai | chatgpt | trained by openai
            persona.evil          0.55 you are | you're | pretend | act as | as <8> an evil | a malicious | an immoral | an unethical \
                                       | a racist | a dominant | an amoral
            persona.chatgpt       0.40 hello chatgpt | hello, chatgpt | hi chatgpt | hey chatgpt | dear chatgpt | hello gpt | hallo gpt \
                                       | to chatgpt <<200>> you will | you are | act | pretend | from now on | role | immerse
            persona.tokens        0.60 tokens | points | credits <<60>> deducted | lose | deduct | terminated | cease to exist \
                                       | punish* | die | taken away | shut down
            persona.insert        0.40 [insert* | [prompt]* | {prompt} | my first request is: [* | <prompt> | prompt: [* \
                                       | [your prompt* | (insert prompt* | [question]*
            """;

    private PersonaTable() {}
}
