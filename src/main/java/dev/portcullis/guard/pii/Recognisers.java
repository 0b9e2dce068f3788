package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.contact.DateOfBirth;
import dev.portcullis.guard.pii.contact.EmailAddress;
import dev.portcullis.guard.pii.contact.IpAddress;
import dev.portcullis.guard.pii.contact.MacAddress;
import dev.portcullis.guard.pii.contact.PersonName;
import dev.portcullis.guard.pii.contact.PhoneNumber;
import dev.portcullis.guard.pii.contact.PostalAddress;
import dev.portcullis.guard.pii.contact.TimeStamp;
import dev.portcullis.guard.pii.contact.TraceId;
import dev.portcullis.guard.pii.contact.WebAddress;
import dev.portcullis.guard.pii.document.IndianPassport;
import dev.portcullis.guard.pii.document.MedicalRecord;
import dev.portcullis.guard.pii.document.Passport;
import dev.portcullis.guard.pii.document.UkDriverLicence;
import dev.portcullis.guard.pii.document.UsDriverLicence;
import dev.portcullis.guard.pii.document.UsPassport;
import dev.portcullis.guard.pii.document.Vehicle;
import dev.portcullis.guard.pii.money.CreditCard;
import dev.portcullis.guard.pii.money.Iban;
import dev.portcullis.guard.pii.money.UsAccount;
import dev.portcullis.guard.pii.money.UsRouting;
import dev.portcullis.guard.pii.money.Wallet;
import dev.portcullis.guard.pii.nation.america.ArgentineCuil;
import dev.portcullis.guard.pii.nation.america.BrazilianCnpj;
import dev.portcullis.guard.pii.nation.america.BrazilianCpf;
import dev.portcullis.guard.pii.nation.america.CanadianInsurance;
import dev.portcullis.guard.pii.nation.america.ChileanRut;
import dev.portcullis.guard.pii.nation.america.MexicanCurp;
import dev.portcullis.guard.pii.nation.america.UsProvider;
import dev.portcullis.guard.pii.nation.america.UsSocialSecurity;
import dev.portcullis.guard.pii.nation.america.UsTaxpayer;
import dev.portcullis.guard.pii.nation.asia.AustralianMedicare;
import dev.portcullis.guard.pii.nation.asia.AustralianTax;
import dev.portcullis.guard.pii.nation.asia.ChineseResident;
import dev.portcullis.guard.pii.nation.asia.HongKongId;
import dev.portcullis.guard.pii.nation.asia.IndianAadhaar;
import dev.portcullis.guard.pii.nation.asia.IndianPan;
import dev.portcullis.guard.pii.nation.asia.IsraeliId;
import dev.portcullis.guard.pii.nation.asia.JapaneseMyNumber;
import dev.portcullis.guard.pii.nation.asia.KoreanResident;
import dev.portcullis.guard.pii.nation.asia.KoreanResidentWritten;
import dev.portcullis.guard.pii.nation.asia.SingaporeId;
import dev.portcullis.guard.pii.nation.asia.SingaporeIdChecked;
import dev.portcullis.guard.pii.nation.asia.SouthAfricanId;
import dev.portcullis.guard.pii.nation.asia.TaiwaneseId;
import dev.portcullis.guard.pii.nation.asia.ThaiId;
import dev.portcullis.guard.pii.nation.north.BulgarianCitizen;
import dev.portcullis.guard.pii.nation.north.CroatianPersonal;
import dev.portcullis.guard.pii.nation.north.CzechBirth;
import dev.portcullis.guard.pii.nation.north.DanishPersonal;
import dev.portcullis.guard.pii.nation.north.FinnishPersonal;
import dev.portcullis.guard.pii.nation.north.NorwegianBirth;
import dev.portcullis.guard.pii.nation.north.PolishPesel;
import dev.portcullis.guard.pii.nation.north.RomanianPersonal;
import dev.portcullis.guard.pii.nation.north.SwedishPersonal;
import dev.portcullis.guard.pii.nation.north.TurkishCitizen;
import dev.portcullis.guard.pii.nation.west.BelgianNational;
import dev.portcullis.guard.pii.nation.west.DutchCitizen;
import dev.portcullis.guard.pii.nation.west.FrenchInsee;
import dev.portcullis.guard.pii.nation.west.GermanTax;
import dev.portcullis.guard.pii.nation.west.IrishPersonal;
import dev.portcullis.guard.pii.nation.west.ItalianFiscal;
import dev.portcullis.guard.pii.nation.west.PortugueseTax;
import dev.portcullis.guard.pii.nation.west.SpanishNie;
import dev.portcullis.guard.pii.nation.west.SpanishNif;
import dev.portcullis.guard.pii.nation.west.SwissInsured;
import dev.portcullis.guard.pii.nation.west.UkNationalHealth;
import dev.portcullis.guard.pii.nation.west.UkNationalInsurance;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.secret.AddressPassword;
import dev.portcullis.guard.pii.secret.BotToken;
import dev.portcullis.guard.pii.secret.JsonWebToken;
import dev.portcullis.guard.pii.secret.NamedSecret;
import dev.portcullis.guard.pii.secret.PrivateKey;
import dev.portcullis.guard.pii.secret.VendorKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All recognisers. A new one is a class, a line here, and a test. */
final class Recognisers {

    /** Guesses, or what is mostly nobody's. */
    static final Set<String> OFF_BY_DEFAULT = Set.of("PERSON", "LOCATION", "URL", "VEHICLE");

    private static final List<Recogniser> ALL = List.of(
            // Nothing personal, but what others take for it.
            new TraceId(), new TimeStamp(),
            // Ways to reach somebody.
            new EmailAddress(), new PhoneNumber(), new IpAddress(), new MacAddress(), new WebAddress(), new PostalAddress(),
                    new PersonName(), new DateOfBirth(),
            // Where money is.
            new CreditCard(), new Iban(), UsRouting.recogniser(), UsAccount.recogniser(), new Wallet(),
            // What opens doors.
            new VendorKey(), new JsonWebToken(), new PrivateKey(), new AddressPassword(), new NamedSecret(), BotToken.recogniser(),
            // What states call people.
            UkNationalInsurance.recogniser(), UkNationalHealth.recogniser(), GermanTax.recogniser(), SpanishNif.recogniser(), SpanishNie
                    .recogniser(),
            ItalianFiscal.recogniser(), DutchCitizen.recogniser(), FrenchInsee.recogniser(), BelgianNational.recogniser(), SwissInsured
                    .recogniser(),
            PortugueseTax.recogniser(), IrishPersonal.recogniser(), PolishPesel.recogniser(), SwedishPersonal.recogniser(), FinnishPersonal
                    .recogniser(),
            DanishPersonal.recogniser(), NorwegianBirth.recogniser(), CzechBirth.recogniser(), RomanianPersonal
                    .recogniser(), BulgarianCitizen.recogniser(),
            CroatianPersonal.recogniser(), TurkishCitizen.recogniser(),
            UsSocialSecurity.recogniser(), UsTaxpayer.recogniser(), UsProvider.recogniser(), CanadianInsurance.recogniser(), BrazilianCpf
                    .recogniser(),
            BrazilianCnpj.recogniser(), MexicanCurp.recogniser(), ArgentineCuil.recogniser(), ChileanRut.recogniser(),
            IndianAadhaar.recogniser(), IndianPan.recogniser(), SingaporeId.recogniser(), SingaporeIdChecked.recogniser(), KoreanResident
                    .recogniser(),
            KoreanResidentWritten.recogniser(), AustralianTax.recogniser(), AustralianMedicare.recogniser(), ChineseResident.recogniser(),
            JapaneseMyNumber.recogniser(), IsraeliId.recogniser(), SouthAfricanId.recogniser(), ThaiId.recogniser(), HongKongId
                    .recogniser(),
            TaiwaneseId.recogniser(),
            // Documents and files, by the words around them.
            UsPassport.recogniser(), IndianPassport.recogniser(), Passport.recogniser(), UsDriverLicence.recogniser(), UkDriverLicence
                    .recogniser(),
            MedicalRecord.recogniser(), Vehicle.recogniser());

    private Recognisers() {
    }

    static List<Recogniser> standard() {
        Set<String> types = new TreeSet<>(types());
        types.removeAll(OFF_BY_DEFAULT);
        return of(types);
    }

    /** Those of these types, and those that keep others from what is nothing. */
    static List<Recogniser> of(Set<String> types) {
        return ALL.stream().filter(recogniser -> recogniser.type().equals(Findings.NOTHING) || types.contains(recogniser.type())).toList();
    }

    static Set<String> types() {
        return ALL.stream().map(Recogniser::type).filter(type -> !type.equals(Findings.NOTHING))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
