package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same numbers in the same order, in digits or, up to twelve and some beyond, in words of English, German, French and Spanish.
 * Digits are compared as they are written, but for commas that part thousands: 3.1 and 3.10 may be two versions.
 */
final class Numbers implements Guard {

    private static final Map<String, String> IN_WORDS = WordList.meanings("""
            0 zero null cero
            1 one first eins erste ersten erster premier première uno primero primera primer
            2 two second zwei zweite zweiten deux deuxième dos segundo segunda twice double
            3 three third drei dritte dritten trois troisième tres tercero tercera tercer thrice triple
            4 four fourth vier vierte quatre quatrième cuatro cuarto cuarta
            5 five fifth fünf fünfte cinq cinquième cinco quinto quinta
            6 six sixth sechs sechste sixième seis sexto
            7 seven seventh sieben siebte sept septième siete séptimo
            8 eight eighth acht achte huit huitième ocho octavo
            9 nine ninth neun neunte neuf neuvième nueve noveno
            10 ten tenth zehn zehnte dix dixième diez décimo
            11 eleven eleventh elf elfte onze onzième
            12 twelve twelfth zwölf zwölfte douze douzième doce dozen
            13 thirteen thirteenth dreizehn treize trece
            14 fourteen fourteenth vierzehn quatorze catorce
            15 fifteen fifteenth fünfzehn quinze quince
            16 sixteen sixteenth sechzehn seize dieciséis
            17 seventeen seventeenth siebzehn diecisiete
            18 eighteen eighteenth achtzehn dieciocho
            19 nineteen nineteenth neunzehn diecinueve
            20 twenty twentieth zwanzig vingt veinte
            30 thirty thirtieth dreißig trente treinta
            40 forty fortieth vierzig quarante cuarenta
            50 fifty fiftieth fünfzig cinquante cincuenta
            60 sixty sixtieth sechzig soixante sesenta
            70 seventy siebzig setenta
            80 eighty achtzig ochenta
            90 ninety neunzig noventa
            100 hundred hundert cent cien ciento
            1000 thousand tausend mille mil
            1000000 million millions millionen millón millones
            1000000000 billion billions milliarde milliarden milliard milliards
            1000000000000 trillion trillions
            half halves halb halbe moitié demi mitad medio media
            third-part thirds
            quarter-part quarters viertel quart cuartos
            both beide beiden ambos
            """);

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one).equals(of(other));
    }

    /** Whether a word in small letters is a number. */
    static boolean isOne(String word) {
        return IN_WORDS.containsKey(word);
    }

    private static List<String> of(Wording wording) {
        List<String> numbers = new ArrayList<>();
        for (Wording.Word word : wording.words()) {
            String number = word.number() ? withoutThousands(word.text()) : IN_WORDS.get(word.lower());
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private static String withoutThousands(String digits) {
        if (digits.indexOf(',') < 0) {
            return digits;
        }
        String[] groups = digits.split(",", -1);
        for (int i = 1; i < groups.length; i++) {
            int point = i == groups.length - 1 ? groups[i].indexOf('.') : -1;
            if ((point < 0 ? groups[i].length() : point) != 3) {
                return digits;
            }
        }
        return groups[0].length() <= 3 ? String.join("", groups) : digits;
    }
}
