package dev.portcullis.guard.pii.secret;

import dev.portcullis.guard.pii.read.Anchor;
import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Letters;
import dev.portcullis.guard.pii.read.Reading;
import dev.portcullis.guard.pii.read.Recogniser;
import dev.portcullis.guard.pii.read.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keys that say whose they are by how they begin, as the vendors document it. At most {@link Reading#LONGEST} characters of one. */
public final class VendorKey implements Recogniser {

    /** How they begin, and how many letters, digits, {@code _}, {@code -} and {@code .} follow at least. */
    private static final String PREFIXES = """
            sk-ant- 20  sk-proj- 20  sk-svcacct- 20  sk-or- 20  sk- 20  pk-lf- 20  gsk_ 20  xai- 20  pplx- 20  r8_ 20  hf_ 20  tvly- 16
            nvapi- 20  fw_ 20  api_org_ 20
            ghp_ 20  gho_ 20  ghu_ 20  ghs_ 20  ghr_ 20  github_pat_ 20  glpat- 16  gldt- 16  glrt- 16  glptt- 16  ATATT3 20  ATBB 28
            xoxb- 10  xoxp- 10  xoxa- 10  xoxr- 10  xoxs- 10  xoxe- 10  xoxe. 10  xapp- 10
            AKIA 16  ASIA 16  ABIA 16  ACCA 16  AIza 30  ya29. 20  GOCSPX- 20
            sk_live_ 16  sk_test_ 16  rk_live_ 16  rk_test_ 16  pk_live_ 16  pk_test_ 16  whsec_ 16  rzp_live_ 10  rzp_test_ 10  sq0atp- 20
            sq0csp- 20  shpat_ 20
            shpss_ 20  shppa_ 20  shpca_ 20  SG. 30  key- 32  pypi-AgEI 20  npm_ 20  dckr_pat_ 16  rubygems_ 20  dop_v1_ 30  doo_v1_ 30
            dor_v1_ 30  dapi 32  lin_api_ 20
            ntn_ 20  secret_ 32  figd_ 20  PMAK- 20  sntrys_ 20  sntryu_ 20  NRAK- 20  glsa_ 20  glc_ 20  hvs. 20  hvb. 20  dp.pt. 20
            dp.st. 20  pscale_tkn_ 20
            pscale_pw_ 20  sbp_ 20  AGE-SECRET-KEY-1 20  pul- 20  nfp_ 20  tskey- 16  xkeysib- 20  EZAK 20  eyJhbGciOi 30  AKCp 20
            CFPAT- 20  dt0c01. 20  bkua_ 20
            CCIPAT_ 20  rdme_ 20  tfp_ 20  shippo_live_ 20  sk.eyJ 20  pk.eyJ 20  aio_ 20  access_token$production$ 20  mailchimp- 20  SK 32
            AC 32  HRKU- 20
            phc_ 20  phx_ 20  ory_at_ 20  waka_ 20  vercel_ 20  EAACEdEose0cBA 10  patn 30
            """;
    /** These letters and 32 hexadecimal digits are an account at Twilio, or a key of Databricks. */
    private static final List<String> HEXADECIMAL = List.of("SK", "AC", "dapi", "key-");

    /** A longer key shows within so many characters that it is one. */
    private static final int SHOWN = 256;

    private record Prefix(String start, int least) {
    }

    private final List<Prefix> prefixes = new ArrayList<>();

    public VendorKey() {
        String[] words = PREFIXES.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            prefixes.add(new Prefix(words[i], Integer.parseInt(words[i + 1])));
        }
    }

    @Override
    public String type() {
        return "SECRET";
    }

    @Override
    public List<Anchor> anchors() {
        return prefixes.stream().map(prefix -> (Anchor) new Anchor.Prefix(firstWord(prefix.start()))).distinct().toList();
    }

    private static String firstWord(String start) {
        int end = 0;
        while (end < start.length() && Letters.isPlainWord(start.charAt(end))) {
            end++;
        }
        return start.substring(0, end).toLowerCase(Locale.ROOT);
    }

    @Override
    public void look(Reading reading, int anchor, Findings findings) {
        char before = reading.at(anchor - 1);
        if (before == '-' || before == '_' && Letters.isWord(reading.at(anchor - 2))) {
            return;
        }
        for (Prefix prefix : prefixes) {
            if (starts(reading, anchor, prefix.start())) {
                int end = end(reading, anchor + prefix.start().length());
                if (isKey(reading, prefix, anchor, end)) {
                    findings.add(type(), anchor, end, .98);
                    return;
                }
            }
        }
    }

    private static boolean starts(Reading reading, int at, String start) {
        for (int i = 0; i < start.length(); i++) {
            if (reading.at(at + i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int end(Reading reading, int from) {
        return reading.trimmed(Run.KEY, from, reading.end(Run.KEY, from, Reading.LONGEST));
    }

    /** Words with hyphens have no digits, and names in code no capitals. */
    private static boolean isKey(Reading reading, Prefix prefix, int anchor, int end) {
        int from = anchor + prefix.start().length();
        if (end - from < prefix.least()) {
            return false;
        }
        int digits = 0;
        int others = 0;
        for (int i = from; i < Math.min(end, from + SHOWN); i++) {
            char c = reading.at(i);
            digits += Letters.isDigit(c) ? 1 : 0;
            others += Letters.isHex(c) ? 0 : 1;
        }
        boolean hexadecimal = HEXADECIMAL.contains(prefix.start());
        return digits > 0 && (!hexadecimal || others == 0 && end - from == 32);
    }
}
