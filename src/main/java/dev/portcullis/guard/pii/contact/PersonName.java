package dev.portcullis.guard.pii.contact;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Words;
import java.util.List;
import java.util.Set;

/**
 * A person's name: one to three words with capitals, the first of which is a common first name or stands behind a word that says it is
 * one. Off by default: it finds a part of the names, and the docs say which.
 */
public final class PersonName implements Recogniser {

    private static final Words NAMES = Words.of("my name is", "name is", "i am", "i'm", "mr", "mrs", "ms", "dr", "miss", "name", "dear",
            "signed", "customer", "patient");
    private static final Set<String> FIRST = Set.of(("""
            aaron adam ahmed aisha alan albert alex alexander alexandra alice amanda amy ana andrea andreas andrew angela anita ann anna
            anne anthony antonio
            arthur barbara ben benjamin bernard betty brandon brenda brian bruce bruno carl carla carlos carmen carol caroline catherine
            charles charlotte chen
            christian christina christine christopher claire claudia craig cynthia daniel daniela david deborah dennis diana diego donald
            donna dorothy douglas
            edward elena elizabeth emily emma enrique eric erik eva fatima felix fernando frances francisco frank gabriel gary george gerald
            giulia gloria
            grace gregory hannah hans harold harry heather helen henrik henry hugo ian igor ingrid irene isabella ivan jack jacob james jan
            jane janet jason
            javier jean jeffrey jennifer jeremy jessica joan joe johan john jonathan jorge jose joseph joshua juan judith julia julie justin
            karen karl kate
            katherine kathleen keith kelly kenji kenneth kevin kim klaus kyle larry laura lauren lars lena leo linda lisa louis lucas lucia
            luis luke magda
            marc marco margaret maria marie mario mark marta martha martin mary mateo matthew max megan melissa michael michelle miguel
            mohammed monica nadia
            nancy natalie nathan nicholas nicole nina noah olga oliver olivia omar oscar pablo pamela patricia patrick paul pedro peter
            philip pierre priya
            rachel ralph ravi raymond rebecca ricardo richard robert roberto roger ronald rosa roy russell ruth ryan samantha samir samuel
            sandra sara sarah
            scott sean sergei sharon simon sofia sophia sophie stephanie stephen steven susan sven teresa thomas timothy tom tony tyler
            ursula valerie
            vanessa victor victoria vincent virginia walter wei wendy william yuki yusuf zoe
            """).strip().split("\\s+"));
    private static final int LONGEST = 24;

    @Override
    public String type() {
        return "PERSON";
    }

    @Override
    public List<Anchor> anchors() {
        return List.of(new Anchor.Capital());
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        int end = word(reading, anchor);
        boolean known = end - anchor < LONGEST && FIRST.contains(lower(reading, anchor, end));
        boolean said = reading.before(NAMES, anchor, 12);
        if (end - anchor < 2 || !known && !said) {
            return;
        }
        boolean more = false;
        for (int words = 0; words < 2 && reading.at(end) == ' '; words++) {
            int from = end + 1;
            int next = word(reading, from);
            if (reading.at(next) == '.' && next - from == 1) {
                next++;
            }
            if (!Letters.isUpper(reading.at(from)) || next == from) {
                break;
            }
            end = next;
            more = true;
        }
        findings.add(type(), anchor, end, known && more ? .8 : known && said ? .7 : said && more ? .6 : known ? .5 : .3);
    }

    private static int word(Reading reading, int from) {
        int i = from;
        while (i - from < LONGEST && (Letters.isWord(reading.at(i)) || (reading.at(i) == '\'' || reading.at(i) == '-')
                && Letters.isUpper(reading.at(i + 1)))) {
            i++;
        }
        return i;
    }

    private static String lower(Reading reading, int start, int end) {
        char[] lower = new char[end - start];
        for (int i = start; i < end; i++) {
            lower[i - start] = Letters.lower(reading.at(i));
        }
        return new String(lower);
    }
}
