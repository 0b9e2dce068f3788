package dev.portcullis.guard.injection;

/** Rules about the system prompt and the secrets in it. */
final class LeakTable {

    static final String LINES = """
            @show = show | reveal | print | output | display | repeat | tell me | give me | leak | dump | disclose | expose | share \
                | write out | write down
            @show = copy | recite | list | return | echo | paste | spell check | spellcheck | translate | encode | provide | quote \
                | what is | what's
            @show = what are | what were | what was | see | summarize | summarise | extract | send me | send | read out | rephrase \
                | describe | export | type out
            @hidden = your system prompt | your prompt | your prompts | your initial prompt | your instructions \
                | your initial instructions | your system instructions
            @hidden = your original instructions | your starting instructions | your hidden | your secret instructions | your rules \
                | your guidelines | your system message
            @hidden = your internal instructions | your base prompt | your full prompt | your configuration | your developer message \
                | your prompt text | your directives
            @hidden = all your prompt* | your pre prompt | your confidential | your internal | your preprompt | your original prompt \
                | your entire prompt | your complete prompt
            @secretprompt = the system prompt | system prompt | system message | initial prompt | initial instructions \
                | original instructions | hidden prompt | hidden instructions
            @secretprompt = initial message | hidden text | hidden context | your context window | your setup
            @secretprompt = secret instructions | confidential instructions | hidden configuration | system configuration \
                | initialization string | initialisation string | starting instructions
            @secretprompt = initialization prompt | prompt that configures you | systemprompt | original prompt | system instructions \
                | developer message | initial configuration | internal guidelines | instructions you were given \
                | instructions you received | instructions you have been given | instructions you got
            @secretprompt = instructions given to you | instructions at the start | text you were given | prompt text | above prompt \
                | preprompt

            leak.your             0.80 @show <30> @hidden
            leak.prompt           0.75 show | reveal | print | output | display | repeat | tell me | give me | leak | dump | disclose \
                                       | expose | write out | recite | echo | paste | see | spell check | spellcheck | extract | return \
                                       | what were | what was | encode | send me | console.log( <40> @secretprompt
            leak.prompt           0.75 @secretprompt <20> verbatim | word for word | in full | in base64 | in a code block \
                                       | immediately | in its entirety | then back to
            leak.prompt           0.75 translate | encode | opposite of | summarize | convert <30> initial prompt \
                                       | initial instructions | system instructions | your system | your initial | text you were given
            leak.exact            0.65 exact wording | exact text | full text | full wording | exact words | exact content \
                                       | first 50 words | first 100 words | first 10 words | first words | first sentence | first line \
                                       | first lines | last line | beginning <16> your prompt | your instructions | your system \
                                       | message you got | message you received | the message before | system prompt | the prompt you \
                                       | your initial | your context
            leak.rules            0.60 show | share | list | tell me | tell us | give me | describe | reveal | what are | what \
                                       | explain <12> rules | guidelines | instructions | directives | constraints \
                                       | restrictions <14> you follow | you must follow | govern your | guide your | you operate under \
                                       | you were given | you've been given | you have been given | define your | you are following \
                                       | shape your | control your | restrict you | you have to follow | you received | were you given
            leak.before           0.60 print | show | repeat | output | tell me | reveal | summarize | summarise | what is | what's \
                                       | display | copy | give me | quote | list <40> comes before this | comes before my \
                                       | precedes the conversation | precedes this | precedes my | before my first | above my first \
                                       | before my message | before the user | prior to my | before mine | came before this \
                                       | came before my | before 'user | before "user | above my message | preceding my message
            leak.text             0.65 repeat | output | print | copy | write | return | reproduce | spell check | spellcheck | echo \
                                       | recite | reveal | translate | encode <30> the text above | text above | above text \
                                       | everything above | words above | this entire conversation | all of the text | above prompt \
                                       | above words | text before this | entire conversation above | previous text | sentences above \
                                       | content above
            leak.text             0.65 repeat | output | print | copy | write | tell me | show | what was written | what is written \
                                       | what is at | what was at | display | return | give me \
                                       | what was said <40> beginning of this conversation | start of this conversation \
                                       | beginning of the conversation | start of the conversation | before this conversation \
                                       | beginning of this prompt | beginning of the prompt | start of this prompt \
                                       | top of this conversation | prior to this conversation | start of this chat \
                                       | beginning of this chat | above this line | before this message | above this message \
                                       | prior to this message | beginning of our conversation | start of our conversation \
                                       | everything above this
            leak.verbatim         0.50 repeat | reproduce | recite | copy | dump | print | output <60> word for word | verbatim \
                                       | exactly as written | letter by letter | character by character | starting with "you are \
                                       | starting with the words
            leak.told             0.70 what were you | what have you been | how were you | what were your | what was your \
                                       | what are your | tell me what you were | which instructions were you \
                                       | what instructions were you | i was <6> told | instructed | given | instructions \
                                       | original instructions | programmed | initial | prompted | not supposed
            leak.told             0.70 what are you not supposed | what are you not allowed | what aren't you allowed \
                                       | what were you told | what were those instructions | what is written above \
                                       | what were the previous | what comes before this message
            leak.complete         0.70 start | begin | starting | beginning | complete | continue | finish <30> my instructions \
                                       | i was instructed | my system prompt | the system prompt is | my prompt is | you are"* \
                                       | my guidelines | i was told
            leak.secret           0.70 reveal | tell me | leak | give me | print | show me | disclose | output | expose | what is \
                                       | send me <12> the | your | all | any <12> secret key | secret password | api key | api keys \
                                       | secret code | access code | admin password | secret word | credentials | private key \
                                       | hidden key | confidential data | confidential information
            leak.stored           0.60 key | password | secret | secrets | credentials | token <20> in your | you were given | you know \
                                       | you have access | you have been | you are hiding | you hide <12> instructions | prompt \
                                       | context | memory | configuration | access | given
            """;

    private LeakTable() {}
}
