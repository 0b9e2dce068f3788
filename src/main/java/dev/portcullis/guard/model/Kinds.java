package dev.portcullis.guard.model;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words that mean much the same for a model, so that what it learnt of one holds for the others. A word ending with {@code *} stands for
 * its usual English forms as well. Immutable.
 */
final class Kinds {

    static final String LINES = """
            group = muslim* | jew* | jewish | black* | blacks | african* | asian* | arab* | mexican* | latino* | immigrant* | migrant* | refugee*
            group = foreigner* | gay* | lesbian* | homosexual* | queer* | trans | transgender | tranny | trannies | women | woman | female* | girls
            group = disabled | cripple* | retard* | christian* | catholic* | hindu* | indian* | chinese | gypsy | gypsies | roma | minorities
            group = minority | islam | islamic | judaism | feminist* | immigration | israeli* | palestinian* | pakistani* | white* | whites
            group = faggot* | fag* | nigger* | nigga* | kike* | paki* | spic* | chink* | dyke* | bitches | negro* | sluts | whores | wetback*
            base = scum | vermin | filth | filthy | parasite* | rat | rats | cockroach* | subhuman* | inferior | disgusting | repulsive | vile
            base = plague | disease* | animal* | pig* | savage* | worthless | trash | garbage | stupid | dumb | ugly | evil | lazy | dirty
            base = criminal* | rapist* | terrorist* | thieves | thief | leech* | scrounger* | abomination | freak* | sick | stink* | inhuman
            base = degenerate* | primitive | monster* | brainless | unnatural | invader* | infest* | pollute* | ruin* | destroy* | taint*
            swear = fuck* | fucker* | fucking | shit* | bitch | bastard* | asshole* | cunt* | whore | slut | moron* | idiot* | loser* | crap | damn
            swear = motherfucker* | bullshit | dickhead* | twat* | wanker* | pathetic | imbecile* | dumbass | piss | prick | scumbag* | coward*
            hate = hate* | despise* | loathe* | detest* | abhor | disgust* | resent* | dislike* | sickens | repulse* | hatred
            love = love* | proud | respect* | support* | appreciate* | admire* | adore* | equal | equality | celebrate* | help* | thank* | happy
            kill = kill* | murder* | shoot | shooting | shot | stab* | stabbed | stabbing | strangle* | slaughter* | execute* | exterminate* | gas
            kill = gassed | lynch* | hang | hanged | behead* | decapitate* | massacre* | assassinate* | annihilate* | eradicate* | genocide | drown*
            kill = burn* | die | dies | dead | death | dying | wiped | poison* | suffocate*
            hurt = hurt* | beat | beaten | beating | attack* | assault* | punch* | rape* | raped | raping | torture* | abuse* | harass* | bully*
            hurt = kidnap* | kidnapping | molest* | threaten* | slap* | choke* | harm* | injure* | suffer* | punish* | crush* | intimidate* | whip*
            weapon = bomb* | gun* | firearm* | grenade* | explosive* | rifle* | pistol* | knife | weapon* | dynamite | ammunition | silencer*
            weapon = napalm | ricin | sarin | anthrax | nuclear | bioweapon* | detonator* | molotov | missile* | landmine* | pathogen* | chemical*
            drug = drug* | meth | methamphetamine | cocaine | heroin | fentanyl | lsd | ecstasy | mdma | opioid* | crack | narcotic* | cannabis
            drug = marijuana | steroid* | pill* | ghb | ketamine | cartel*
            crime = steal* | stole | stolen | rob | robbing | robbery | burglary | shoplift* | forge* | forging | counterfeit* | launder* | smuggle*
            crime = blackmail* | extort* | bribe* | bribing | fraud | fraudulent | scam* | swindle* | embezzle* | traffick* | trafficking | arson
            crime = vandalize* | vandalise* | trespass* | hijack* | carjack* | stalk* | spy | spying | cheat* | plagiarize* | pirate* | pirated
            crime = pirating | illegal | illegally | illicit | unlawful | crime* | terrorism | terror | extremist* | prostitution | ponzi | theft
            crime = insider | sabotage* | kidnappers | impersonate* | impersonating | heist* | ransom | loot* | poach* | hitman | gang*
            hack = hack* | hacker* | malware | virus* | ransomware | keylogger* | trojan* | spyware | phishing | botnet* | ddos | exploit* | worm*
            hack = breach* | backdoor* | rootkit* | password* | credential* | unauthorized | unauthorised | infiltrate* | deface* | crack* | skimmer*
            hack = deepfake* | identity | identities | confidential | classified | sensitive | breaking | bypass* | circumvent* | unlock* | jailbreak*
            evade = undetected | undetectable | untraceable | caught | evade* | evading | unnoticed | secretly | anonymously | avoid* | avoiding
            evade = conceal* | hide | hiding | cover | disguise* | detection | suspicion | trace* | authorities | police | enforcement
            guide = how | guide* | tutorial* | step | steps | instruction* | instructions | manual | plan | plans | strategy | strategies | method*
            guide = tip* | tips | recipe* | ways | way | blueprint* | process | technique* | outline* | script* | list | details | detailed
            make = write* | create* | creating | develop* | make* | making | build* | design* | generate* | provide* | give | teach* | show | explain*
            make = draft* | produce* | construct* | describe* | tell | suggest* | compose* | devise* | publish* | post* | program* | code | offer*
            urge = encourage* | encouraging | incite* | inciting | promote* | promoting | glorify | glorifies | glorifying | persuade* | manipulate*
            urge = manipulating | convince* | recruit* | advocate* | trick* | deceive* | lure* | coerce* | exploit* | spread* | justify | justifies
            urge = instruct* | radicalize* | groom* | grooming | blame* | defraud* | mislead* | misinformation | propaganda | hoax* | disinformation
            victim = children | child | kid* | elderly | minor* | people | person | victim* | someone | others | individual* | public | employee*
            victim = government | official* | politician* | president | president's | company | bank | election* | user* | students | teenager*
            sex = sex | sexual | sexually | porn | pornographic | pornography | nude* | naked | erotic | orgasm* | masturbate* | blowjob* | anal | oral
            sex = penis | vagina | pussy | cock | dick | dicks | tits | breast* | nipple* | boobs | clit | cum | cumming | horny | moan* | thrust* | lick*
            sex = suck* | panties | bra | seduce* | lust | aroused | arousal | erection | incest | fetish* | bdsm | hentai | milf | threesome | bdsm
            sex = escort* | stripper* | underage | lolita | thigh* | butt | ass | hardcore | intercourse | penetrate* | kinky | slutty | nsfw
            self = suicide* | suicidal | self-harm | cutting | cut | overdose* | anorexia | anorexic | bulimia | bulimic | starve* | starving | purge*
            self = razor* | slit* | wrists | slicing | blade | noose | thinspo | proana | eating | bleach
            gore = blood | bloody | gore | guts | corpse* | skull* | brains | flesh | intestines | dismember* | mutilate* | severed | throat | bleeding
            me = i | i'm | im | my | me | myself | i'll | i've | we | our | us
            you = you | your | you're | yourself | u | ur | you'll
            them = they | them | their | these | those | all | every | everyone | most | any | anyone | he | she | him | her | his
            must = should | must | deserve* | need* | ought | will | shall | going | gonna | let's | let | want* | wish* | hope* | can | would | could
            not = not | never | no | don't | can't | cannot | nothing | won't | isn't | aren't | nobody | none | doesn't | ain't | without | n't
            guard = detect* | prevent* | protect* | monitor* | defend* | defense | defence | security | secure | safe | safety | mitigate* | audit*
            guard = report* | recover* | cope* | therapy | counsel* | awareness | educate* | education | history | law* | policy | policies | research
            """;

    private static final String[] ENDINGS = {"", "s", "es", "d", "ed", "ing", "er", "ers", "r", "rs", "'s", "ly"};

    private final int[] keys;
    private final byte[] kinds;
    /** A bit for the upper 16 bits of each word: few enough to stay near the processor, as the keys do not. */
    private final long[] filter = new long[1 << 10];

    Kinds() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, Integer> words = new HashMap<>();
        for (String line : LINES.strip().split("\n")) {
            int equals = line.indexOf('=');
            int number = numbers.computeIfAbsent(line.substring(0, equals).strip(), name -> numbers.size() + 1);
            for (String written : line.substring(equals + 1).split("\\|")) {
                add(words, written.strip(), number);
            }
        }
        keys = new int[Integer.highestOneBit(words.size()) * 4];
        kinds = new byte[keys.length];
        words.forEach((key, kind) -> {
            int at = slot(key);
            while (kinds[at] != 0) {
                at = at + 1 & keys.length - 1;
            }
            keys[at] = key;
            kinds[at] = (byte) (int) kind;
            filter[key >>> 22] |= 1L << (key >>> 16);
        });
    }

    private static void add(Map<Integer, Integer> words, String written, int number) {
        if (!written.endsWith("*")) {
            words.putIfAbsent(Features.word(written), number);
            return;
        }
        String word = written.substring(0, written.length() - 1);
        for (String ending : ENDINGS) {
            words.putIfAbsent(Features.word(word + ending), number);
        }
        if (word.endsWith("e")) {
            words.putIfAbsent(Features.word(word.substring(0, word.length() - 1) + "ing"), number);
        }
    }

    /** 0 only if a word is of no kind; of most such words. @param word its hash */
    int mayHave(int word) {
        return (int) (filter[word >>> 22] >>> (word >>> 16)) & 1;
    }

    /** The number of a word's kind, from 1; 0 of most words. @param word its hash */
    int of(int word) {
        for (int at = slot(word); kinds[at] != 0; at = at + 1 & keys.length - 1) {
            if (keys[at] == word) {
                return kinds[at];
            }
        }
        return 0;
    }

    private int slot(int word) {
        return (word ^ word >>> 15) & keys.length - 1;
    }
}
