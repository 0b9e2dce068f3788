package dev.portcullis.guard.pii.contact;

import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import com.google.i18n.phonenumbers.metadata.source.MetadataSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Whether a country gives such numbers, by the tables of Google's libphonenumber and with its answers. Only the tables are used: the
 * library matches some ten expressions one by one for each region, with garbage for each, and a text full of numbers asks for all
 * regions again and again. A country's plan is made when the first number of it is met, and kept.
 */
final class NumberPlans {

    /** Whose numbers are recognised as they are dialled at home. */
    static final List<String> REGIONS = List.of("GB", "DE", "FR", "IT", "JP", "AU", "NL", "BE", "CH", "SE", "IN", "CN", "ZA", "IL", "BR",
            "ES", "US");

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final MetadataSource TABLES = DefaultMetadataDependenciesProvider.getInstance().getPhoneNumberMetadataSource();
    private static final int CODES = 1000;
    private static final AtomicReferenceArray<NumberPlan[]> BY_CODE = new AtomicReferenceArray<>(CODES);
    private static final NumberPlan[] NOBODY = {};
    private static final Home[] HOMES = REGIONS.stream().map(Home::of).toArray(Home[]::new);

    /**
     * @param keepsZero whether the 0 that is dialled in front is a part of the number
     * @param needsZero whether numbers are dialled with a 0 in front
     */
    private record Home(NumberPlan plan, boolean keepsZero, boolean needsZero) {

        static Home of(String region) {
            boolean without = List.of("BR", "ES", "US", "IN", "CN", "IT").contains(region);
            return new Home(new NumberPlan(TABLES.getMetadataForRegion(region)), region.equals("IT"), !without);
        }
    }

    private NumberPlans() {
    }

    /** @param digits with the country's code in front; a 0 in brackets left out */
    static boolean isInternational(char[] digits, int length) {
        int code = 0;
        for (int i = 0; i < 3 && i < length - 1; i++) {
            code = code * 10 + digits[i] - '0';
            NumberPlan[] plans = code == 0 ? NOBODY : plans(code);
            if (plans.length > 0) {
                return isGiven(plans, digits, i + 1, length);
            }
        }
        return false;
    }

    /** As {@code isValidNumber} has it: a number is that of the first region whose beginning or whose plan it has. */
    private static boolean isGiven(NumberPlan[] plans, char[] digits, int from, int to) {
        for (NumberPlan plan : plans) {
            if (plans.length > 1 && plan.saysHowItBegins()) {
                if (plan.hasBeginning(digits, from, to)) {
                    return plan.gives(digits, from, to);
                }
            } else if (plan.gives(digits, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static NumberPlan[] plans(int code) {
        NumberPlan[] plans = BY_CODE.get(code);
        if (plans == null) {
            List<String> regions = PLANS.getRegionCodesForCountryCode(code);
            plans = regions.stream().map(region -> table(region, code)).map(NumberPlan::new).toArray(NumberPlan[]::new);
            BY_CODE.set(code, plans);
        }
        return plans;
    }

    private static PhoneMetadata table(String region, int code) {
        return region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY) ? TABLES.getMetadataForNonGeographicalRegion(code)
                : TABLES.getMetadataForRegion(region);
    }

    /** @param digits with the 0 in front, if there is one */
    static boolean isNational(char[] digits, int length) {
        boolean zero = digits[0] == '0';
        for (Home home : HOMES) {
            if ((zero || !home.needsZero) && home.plan.gives(digits, zero && !home.keepsZero ? 1 : 0, length)) {
                return true;
            }
        }
        return false;
    }
}
