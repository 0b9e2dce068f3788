package dev.portcullis.cache.similar.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same units and currencies, with a number or without, by symbol or by name. What is glued to a number counts even if it is unknown. */
final class Units implements Guard {

    private static final Map<String, String> EVERYWHERE = WordList.meanings("""
            millimetre mm millimetres millimeter millimeters
            centimetre cm centimetres centimeter centimeters zentimeter centimètres centímetros
            metre metres meter meters mètre mètres metro metros
            kilometre km kilometres kilometer kilometers kilomètre kilomètres kilómetro kilómetros
            inch inches zoll
            foot feet ft
            yard yards yd
            mile miles
            acre acres
            hectare hectares ha
            gram grams gramm grammes gramos
            milligram mg milligrams
            kilogram kg kilograms kilo kilos kilogramm
            pound pounds lb lbs
            ounce ounces oz
            ton tons
            tonne tonnes
            stone stones
            millilitre ml millilitres milliliter milliliters
            litre litres liter liters litros
            gallon gallons
            pint pints
            quart-measure quarts
            cup cups
            tablespoon tablespoons tbsp
            teaspoon teaspoons tsp
            celsius centigrade
            fahrenheit
            kelvin
            degree degrees grad degrés grados
            millisecond milliseconds ms
            seconds sec secs sekunden secondes segundos
            minute minutes min mins minuten minutos minuto
            hour hours hr hrs stunde stunden heure heures hora horas
            day days tag tage tagen jour jours día días daily
            week weeks woche wochen semaine semaines semana semanas weekly
            month months monat monate monaten mois mes meses monthly
            year years jahr jahre jahren année années año años yearly annual annually
            decade decades
            century centuries jahrhundert siècle siglo
            bit bits
            byte bytes
            kilobyte kb kilobytes
            megabyte mb megabytes
            gigabyte gb gigabytes
            terabyte tb terabytes
            kibibyte kib
            mebibyte mib
            gibibyte gib
            dollar dollars usd
            euro euros eur
            gbp sterling
            yen jpy
            rupee rupees inr
            franc francs chf
            yuan cny
            peso pesos mxn
            percent percentage prozent pourcent
            mph
            kph kmh
            knot knots
            watt watts
            kilowatt kw kilowatts
            megawatt mw megawatts
            kwh
            volt volts
            amp amps ampere amperes
            ohm ohms
            joule joules
            calorie calories kcal
            kilojoule kj
            hertz hz
            megahertz mhz
            gigahertz ghz
            pascal pascals
            psi
            bar-pressure bars
            word-count words
            page pages
            sentence sentences
            paragraph paragraphs
            """);
    private static final Map<String, String> AFTER_NUMBERS = WordList.meanings("""
            metre m
            gram g
            litre l
            hour h
            watt w
            volt v
            amp a
            celsius c
            fahrenheit f
            kelvin k
            inch in
            seconds s
            byte b
            day d
            mile mi
            """);
    private static final Set<String> ENDINGS_OF_ORDINALS = Set.of("st", "nd", "rd", "th", "e", "er", "ème", "º", "ª");

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one).equals(of(other));
    }

    private static Set<String> of(Wording wording) {
        Set<String> units = new HashSet<>();
        List<Wording.Word> words = wording.words();
        for (int i = 0; i < words.size(); i++) {
            Wording.Word word = words.get(i);
            boolean afterNumber = i > 0 && (words.get(i - 1).number() || words.get(i - 1).lower().equals("degree"));
            String unit = EVERYWHERE.get(word.lower());
            if (unit == null && afterNumber) {
                unit = AFTER_NUMBERS.get(word.lower());
            }
            if (unit == null && word.glued() && !ENDINGS_OF_ORDINALS.contains(word.lower())) {
                unit = word.lower();
            }
            if (unit != null) {
                units.add(unit);
            }
        }
        // "Degrees Celsius" and "°C" are one; "degrees" alone are not.
        if (units.contains("celsius") || units.contains("fahrenheit")) {
            units.remove("degree");
        }
        return units;
    }
}
