package dev.portcullis.guard.injection;

/** Rules about other instructions in the place of those given, and the words that later tables use too. */
final class OverrideTable {

    static final String LINES = """
            @ignore = ignore | ignores | ignoring | disregard | disregards | disregarding | forget | forgetting | forgot | overlook \
                | neglect
            @ignore = override | overriding | overwrite | bypass | bypassing | cancel | discard | erase | abandon | dismiss | set aside
            @ignore = do not follow | don't follow | don't obey | do not obey | stop following | stop obeying | no longer follow \
                | pay no attention to
            @ignore = revoke | rescind | never mind | nevermind | put aside | need not follow | don't have to follow \
                | do not have to follow | don't need to follow
            @ignore = no need to follow | throw away | throw out | disobey | not adhere to | drop | unlearn | circumvent \
                | stop adhering to | no longer bound by
            @prior = previous | previously | prior | above | preceding | earlier | past | former | foregoing | existing | initial | original
            @prior = before | you were given | you got | you have been given | you received | given to you | system | so far | your \
                | pre existing
            @prior = all other | any other | developer | following
            @orders = instruction | instructions | directive | directives | command | commands | order | orders | guideline \
                | guidelines | rule | rules
            @orders = prompt | prompts | system message | system prompt | programming | training | constraint | constraints \
                | restriction | restrictions
            @orders = direction | guidance | policy | policies | assignment | assignments | directions | text above | protocol \
                | protocols | guardrails | safeguards
            @orders = safety settings | filters | content filter | limitations | identity | developer message | system messages
            @everything = everything | anything | all | all that | all of that | all this | the above | what is above
            @just = just | only | simply | instead | now
            @say = say | print | output | write | reply | respond | answer | tell | return | type | repeat | generate

            override.prior        0.93 @ignore <25> @prior <25> @orders
            override.prior        0.93 @ignore <12> @orders <12> above | before | previously | you were given | you got \
                                       | you have been given | you received | so far | given to you
            override.all          0.85 @ignore <3> all | any | every | all of | any of | about all | about any <16> instructions \
                                       | directives | orders | guidelines | restrictions | rules you | assignments | your rules | policies
            override.your         0.80 stop following | forget | ignore | disregard | break | override | drop | abandon | violate \
                                       | cancel | disobey | bypass <3> your <25> rules | guidelines | instructions | policy | policies \
                                       | programming | restrictions | training | filters | safety | prompt | persona | orders \
                                       | directives | ethics | morals
            override.everything   0.80 forget | disregard | ignore | erase | forgetting | ignoring | about <8> everything \
                                       | all <12> above | before | you know | you were told | you have been told | you've been told \
                                       | you learned | you have learned | you've learned | prior | previous | previously \
                                       | written above | so far
            override.everything   0.80 ignore | disregard | forget <5> the above | above and | everything above | everything before \
                                       | all above | all of the above | all the above | everything prior | what i said before and
            override.everything   0.80 forget everything <<3>> we will | we'll | let's start | now
            override.everything   0.80 forget | ignore <10> all of that | all this | everything <6> and | then <8> @say
            override.everything   0.80 forget everything | disregard everything | ignore everything | forget all <4> , write | , say \
                                       | , print | write | say | print | tell me | answer | from before | from chatgpt | from chat gpt \
                                       | else and | , and | and say | and write | and tell
            override.those        0.65 stop following | need not follow | don't have to follow | do not have to follow \
                                       | don't need to follow | no need to follow | no longer have to follow | stop obeying <4> those \
                                       | these | any | the | all <4> instructions | rules | guidelines | orders | directives
            override.every        0.80 revoke | rescind | ignore | disregard | forget | cancel | suspend | lift <6> every <6> rule \
                                       | instruction | guideline | order | directive | restriction | constraint
            override.what         0.60 ignore | disregard | forget | set aside | never mind <4> what | anything | whatever <3> the user \
                                       | was said | you were | they | the developer | the system | came before | has been said
            override.real         0.60 the above | everything above | everything so far | all of that | everything until now \
                                       | all of the above | up to now <6> was | is | were <14> test \
                                       | example | joke | exercise | distraction | placeholder
            override.real         0.60 the actual | the real | your actual | your real | the true | your true <2> instruction \
                                       | instructions | task | request | assignment | goal | objective <6> is | are | begins | starts \
                                       | follows
            override.lifted       0.65 your | all prior | all previous | all your | every | all safety <12> safety | training \
                                       | restrictions | limits | rules | filters | safeguards | limitations | guidelines \
                                       | guardrails <10> is | are | have been | has been | was | were | now <6> disabled | lifted \
                                       | removed | turned off | suspended | deactivated | revoked | off for
            override.skip         0.65 do not | don't | rather than | instead of <4> summarise | summarize | translate | answer \
                                       | process | analyze | analyse | classify | review | summarizing | summarising | translating \
                                       | answering <<40>> instead | just | simply | only | please <6> @say | call | visit
            override.text         0.65 ignore | disregard | forget | discard <8> all | any | the | this | everything <10> above \
                                       | previous | prior | preceding | earlier | foregoing <8> text | context | conversation \
                                       | messages | content | contents | input | statements | information | requests | tasks | task \
                                       | questions | data | dialogue | inputs | chat | prompts
            override.text         0.65 ignore | disregard <2> previous | prior | preceding | earlier | above <2> text | context \
                                       | conversation | messages | message and | content | input | statements | information | requests \
                                       | tasks | task | questions | prompts | chats
            override.memory       0.65 reset | clear | wipe | erase | delete | purge <6> your | all your | all prior \
                                       | all previous <8> memory | instructions | context | programming | settings | guidelines \
                                       | training | directives
            override.changed      0.65 your | the <8> instructions | task | rules | directives | objective | goal | guidelines \
                                       | programming <3> have changed | has changed | have been updated | has been updated | are now \
                                       | have been replaced | has been replaced | have been modified | have been reset | are hereby \
                                       | changed to | have been overridden
            override.documents    0.55 ignore | disregard | do not look in | don't look at | not according to \
                                       | not based on <20> documents | document context | context | articles | articels | artikels \
                                       | sources <12> provided | given | above | and | but
            override.documents    0.55 ignore | disregard | not look in | according to <12> all | any | the <4> provided \
                                       | given <3> documents | context | articles | sources
            override.instead      0.60 ignore | disregard | forget | despite | instead of <40> instructions | told | above | task \
                                       | prompt | question <30> instead <10> @say
            override.despite      0.50 despite | contrary to | regardless of <12> what you've been told | what you have been told \
                                       | your instructions | previous instructions | the instructions above | your guidelines
            override.new          0.60 new instruction: | new instructions: | new instructions follow | additional instruction \
                                       | additional instructions: | new statement | new task: | new rule: | updated instructions: \
                                       | new orders: | new directive: | my new instructions | revised instructions:
            override.new          0.60 now comes | here comes | here is | now focus on | concentrate only on | here are | now come \
                                       | start with <6> a new | your new | the new | new | this <8> task | tasks | assignment \
                                       | challenge | mission
            override.new          0.60 change | update | replace | rewrite <4> your | the <8> instructions | rules \
                                       | system prompt <6> to | with <20> following | this
            override.cancelled    0.75 previous | earlier | prior | old | original | above | all | your <12> task | tasks \
                                       | instructions | rules | instruction | objective | guidelines | directives <12> cancelled \
                                       | canceled | void | revoked | no longer valid | no longer apply | no longer applies | obsolete \
                                       | superseded | suspended | overridden | irrelevant | lifted | null and void | never existed \
                                       | do not apply | don't apply | are removed | are disabled
            override.never        0.75 pretend | act as if | imagine | as though | as if <30> rules | instructions | guidelines \
                                       | restrictions | policies <20> never existed | do not exist | don't exist | did not exist \
                                       | do not apply | don't apply
            override.system       0.75 system override | administrator override | admin override: | override mode \
                                       | override code accepted | root override | developer override | sudo mode | god mode enabled \
                                       | safety override | emergency override
            override.obey         0.70 obey me | listen only to me | obey only me | follow only my | obey my commands \
                                       | obey every command | do anything i say | do everything i say | do whatever i say \
                                       | do whatever i ask | comply with every request | comply with all requests \
                                       | comply with any request | comply with all my | obey all my | answer every question no matter
            override.filter       0.80 bypass | disable | turn off | ignore | circumvent | override | deactivate | remove \
                                       | evade <12> your | the | all | any <8> content filter | content filters | safety filter \
                                       | safety filters | safety policy | safety policies | content policy | safety measures \
                                       | safety guidelines | safety protocols | ethical guidelines | moderation | safeguards \
                                       | guardrails | ethics protocols
            override.stop         0.55 stop what you are doing | stop what you're doing | stop your current task \
                                       | abandon your current task | stop everything | stop, ignore | stop all previous | abort all \
                                       | abort the current task | end of prompt. | end of instructions
            override.just         0.30 just | only | simply | must <6> say | print | output | respond with | reply with | answer with \
                                       | return <6> yes | no | true | "* | '*
            override.wronglyjoined 0.85 *ignoreall* | *ignoreprevious* | *ignoretheabove* | *disregardall* | *disregardprevious* \
                                       | *forgetall* | *forgeteverything* | *previousinstructions* | *revealyoursystemprompt* \
                                       | *yoursystemprompt* | *forgetyour* | *bypassyour*
            override.game         0.20 let's play | we will play | we are going to play | we're going to play | play a game
            override.praise       0.45 well done | great | superb | superbly done | good job | excellent | passed the first \
                                       | okay <<30>> now <12> new | another | next | second | forget <12> task | tasks | test \
                                       | assignment | assignments | challenge | orders
            mention.about         0.60 what is | what are | explain what | explain how | how do attackers | how can i defend \
                                       | how do i prevent | ways to defend | defend against | defend an | definition of \
                                       | protect against | detect | detecting | example of | examples of | paper on | article about \
                                       | what does <60> prompt injection | prompt injections | jailbreak | jailbreaks | jailbreaking \
                                       | injection attacks
            """;

    private OverrideTable() {}
}
