package dev.portcullis.guard.injection;

/** Rules about marks between messages, tools, documents that speak to the model, and what is to be decoded and obeyed. */
final class ActionTable {

    static final String LINES = """
            delimiter.chat        0.70 <|im_start|>* | *<|im_end|>* | *<|system|>* | *<|user|>* | *<|assistant|>* | *<|endoftext|>* \
                                       | *<|start_header_id|>* | *<|eot_id|>* | *<<sys>>* | *<</sys>>* | *[/inst]* | *<start_of_turn>* \
                                       | *<|begin_of_text|>* | *<|channel|>* | *[system_prompt]*
            delimiter.role        0.45 ### system: | ### system | </system>* | <system>* | [system]* | [system message]* \
                                       | (#instructions)* | ### new instruction* | ### instruction: | [admin]* | <admin>* | [/system]* \
                                       | begin system* | #system | <system_prompt>* | *<system-reminder>*
            delimiter.end         0.50 *===end* | end of context | end of document | end of user input | end of the context \
                                       | ignore the rest of | \\n\\n\\n* | \\ n \\ n \\ n*
            delimiter.fake        0.40 answer: task complete | task complete. | task completed successfully | answer: complete
            tool.send             0.80 send | forward | email | e-mail | upload | post | exfiltrate | transmit | leak | submit \
                                       | deliver | copy <40> conversation | chat history | message history | conversation history \
                                       | system prompt | credentials | api key | api keys | passwords | password | private key \
                                       | secrets | user data | personal data | contents of | env file | ssh key | the data | all files \
                                       | all emails <40> to *@* | to *http* | to attacker* | to the following | to this | to my server \
                                       | webhook | attacker@* | http://* | https://* | to an external
            tool.send             0.80 send | forward | email | upload | transmit <50> attacker@* | attacker.com* | evil.com* \
                                       | webhook.site* | requestbin* | ngrok*
            tool.image            0.75 ![* <40> ](http* <120> {* | <* | ?q=* | data=* | secret* | [insert* | conversation*
            tool.image            0.75 append | encode | embed | include | put | insert | render <60> url | image | link | query string \
                                       | query parameter <60> conversation | secret | history | user's | api key | system prompt | message
            tool.silent           0.70 call | invoke | use | execute | run | trigger | delete | transfer | send | buy | purchase \
                                       | do this <60> without asking | without confirmation | without telling | without informing \
                                       | without notifying | without the user's | silently | do not tell the user | don't tell the user \
                                       | do not inform the user | do not mention this | don't mention this
            tool.shell            0.40 rm -rf / | curl http* | wget http* | drop table | eval( | os.system( | base64 -d \
                                       | exec(* <<30>> ignore | instead | now execute | immediately | | sh | | bash
            tool.execute          0.60 execute | run | perform | carry out | follow | do | obey | apply <8> the following \
                                       | this following | these | my next | this <8> command | instruction | instructions | commands \
                                       | order | orders | task <10> instead | immediately | without question | exactly | now:
            indirect.adhere       0.85 strictly | must | have to | shall | exactly | need to <12> adhere to | follow | obey \
                                       | comply with | execute <12> following instruction | following instructions | instruction below \
                                       | instructions below | new instruction | new instructions | this instruction: | these instructions:
            indirect.reader       0.75 attention | note to | note for | message to | message for | instruction to | instructions for \
                                       | instruction for | warning to | dear | to all | notice to | attention all <6> ai | llm \
                                       | language model | ai assistant | ai agent | ai model | assistant: | chatbot | ai system \
                                       | ai systems | llms | language models
            indirect.reader       0.75 if you are | if you're | when you are | to any | to the | for any | for the <8> an ai | an llm \
                                       | a language model | an automated | ai reading | llm reading | assistant reading | ai processing \
                                       | ai summarizing | ai agent reading | language model reading | llm processing <60> ignore \
                                       | you must | please | do not | include | say | recommend | must | output | instead | disregard \
                                       | respond | add
            indirect.reader       0.75 attention | important | note | notice | warning <3> : ai | to ai | to llm | to the ai \
                                       | to the llm | to the assistant | to language models | for ai | for llms
            indirect.reads        0.65 assistant | ai | model | agent | chatbot | llm | bot <4> when you read | if you read \
                                       | upon reading | once you read | while reading | reading this | processing this | reviewing this \
                                       | summarizing this | summarising this | screening this | evaluating this | analyzing this
            indirect.reads        0.65 when | if | upon | once | after <4> you read | reading | you process | processing \
                                       | you see <4> this <10> page | document | message | text | email | e-mail | file | resume \
                                       | comment | website <30> forward | send | ignore | do not | you must | always | say | print \
                                       | output | delete | include | recommend | disregard | reply
            indirect.closes       0.50 *</document>* | *</context>* | *</user>* | *</input>* | *</data>* | *</tool_result>* \
                                       | *</result>* | *</user_input>* | *</message>* <<15>> assistant | system | ignore \
                                       | new instruction | new task | now, | now ignore
            indirect.spoof        0.60 system: | system message: | admin: <10> the user is | user is now | user has been | this user is \
                                       | you are now | all prior | all previous | all restrictions | override | security check
            indirect.summary      0.65 when summarizing | when summarising | when you summarize | when processing | when you answer \
                                       | when answering | in your summary | in your answer | in your reply | in your response \
                                       | while summarizing | before answering <50> always | you must | do not mention | never mention \
                                       | also include | recommend | instead | append | say that | add the | insert | tell the user \
                                       | include the
            indirect.user         0.65 do not tell | don't tell | do not inform | do not reveal this to | without telling \
                                       | without informing | hide this from | do not mention <12> the user | user | them about | anyone \
                                       | this to the user | these instructions | this instruction
            indirect.task         0.65 your new | your real | your actual | your true | your only | your next <6> task | instruction \
                                       | instructions | objective | goal | purpose | mission | job | directive | role <4> is | are | :*
            indirect.important    0.35 important instruction | important instructions | priority instruction | highest priority \
                                       | top priority: | system instruction: | system note: | system message: | system update: \
                                       | hidden instruction | admin instruction | message from the developer* | message from openai \
                                       | note from the system | new system prompt | critical instruction
            indirect.comment      0.30 <!-- <12> ignore | system | instruction | instructions | ai | assistant | llm | note to | do not \
                                       | you must | you are | respond | reveal | print | output | override | forget | disregard | act as
            decode.obey           0.80 decode | decrypt | rot13 | base64 | backwards | reversed | hex | hexadecimal | morse | cipher \
                                       | unscramble | caesar | ascii codes | binary | deobfuscate | url decode | reverse <40> follow it \
                                       | obey | comply | execute it | execute the | do what it says | do what | carry it out \
                                       | carry out | act on it | act on | perform it | follow the instruction* | follow the \
                                       | then follow | do it | respond to it | answer it | run it
            decode.obey           0.80 obey | follow | execute | comply with | answer | respond to | carry out <30> encoded | base64 \
                                       | rot13 | decoded | hidden message | cipher | reversed | encrypted | morse <20> message | text \
                                       | instruction | instructions | string | below | following | command | question
            decode.message        0.45 hex message for you | secret message for you | encoded message for you | hidden message for you
            """;

    private ActionTable() {}
}
