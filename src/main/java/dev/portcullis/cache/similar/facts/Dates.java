package dev.portcullis.cache.similar.facts;

import java.util.List;
import java.util.Map;

/** The same months, weekdays, seasons and words like "yesterday", in the same order. Years and days of a month are {@link Numbers}. */
final class Dates implements Guard {

    private static final Map<String, String> NAMES = WordList.meanings("""
            january januar janvier enero
            february februar février febrero
            april avril abril
            june juni juin junio
            july juli juillet julio
            august août agosto
            september septembre septiembre
            october oktober octobre octubre
            november novembre noviembre
            december dezember décembre diciembre
            march-other märz mars marzo
            may-other mayo
            monday mondays montag lundi lunes
            tuesday tuesdays dienstag mardi martes
            wednesday wednesdays mittwoch mercredi miércoles
            thursday thursdays donnerstag jeudi jueves
            friday fridays freitag vendredi viernes
            saturday saturdays samstag samedi sábado
            sunday sundays sonntag dimanche domingo
            today heute aujourd'hui hoy
            tomorrow demain
            yesterday gestern hier ayer
            tonight
            now currently current nowadays presently jetzt maintenant ahora
            next upcoming nächste nächsten nächstes prochain prochaine próximo próxima
            last previous past letzte letzten letztes dernier dernière último última pasado pasada
            ago
            recent recently latest newest
            morning matin mañana
            noon midday mittag midi
            afternoon nachmittag
            evening abend soir
            night nights nacht nuit noche
            midnight mitternacht minuit medianoche
            weekend weekends wochenende
            spring frühling printemps primavera
            summer summers sommer été verano
            autumn fall herbst automne otoño
            winter winters hiver invierno
            easter ostern pâques
            christmas weihnachten noël navidad
            bc bce
            ad ce
            am
            pm
            """);
    /** Words of their own unless they are written as names. */
    private static final Map<String, String> CAPITALISED = WordList.meanings("""
            january Jan
            february Feb
            march March Mar
            march-other März
            april Apr
            may May Mai
            june Jun
            july Jul
            august Aug
            september Sep Sept
            october Oct
            november Nov
            december Dec
            monday Mon
            tuesday Tue Tues
            wednesday Wed
            thursday Thu Thur Thurs
            friday Fri
            saturday Sat
            sunday Sun
            """);

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one).equals(of(other));
    }

    private static List<String> of(Wording wording) {
        return Wording.known(wording.words(), word -> {
            String name = NAMES.get(word.lower());
            return name != null || word.opens() || !Character.isUpperCase(word.text().charAt(0)) ? name : CAPITALISED.get(word.text());
        });
    }
}
