package dev.portcullis.guard;

import dev.portcullis.guard.injection.InjectionRules;
import dev.portcullis.guard.injection.RulePrefixes;
import dev.portcullis.guard.pii.PersonalData;
import dev.portcullis.guard.pii.RecogniserPrefixes;
import dev.portcullis.guard.text.Views;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the time of a processor that 64 KiB of each rule's and each recogniser's own beginnings take, all views, rules and types of
 * personal data together, and prints the slowest: {@code load-tests/benchmarks hostile [lines]}.
 * Ends with status 1 where one takes {@value #MOST} ms or more.
 */
public final class HostilePrompts {

    private static final int CHARACTERS = 64 * 1024;
    private static final int MOST = 50;
    private static final int TIMES = 7;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Timed(String name, double milliseconds, int found) {
    }

    private HostilePrompts() {
    }

    public static void main(String[] arguments) {
        int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 25;
        InjectionRules rules = InjectionRules.shipped();
        PersonalData personalData = PersonalData.of(PersonalData.types());
        Map<String, String> all = new LinkedHashMap<>(RecogniserPrefixes.all());
        all.putAll(RulePrefixes.all());
        List<Timed> timed = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            timed.clear();
            all.forEach((name, prefix) -> timed.add(time(name, prefix, rules, personalData)));
        }
        timed.sort(Comparator.comparingDouble(Timed::milliseconds).reversed());
        System.out.printf("%9s  %6s  %s%n", "ms", "found", "64 KiB of");
        timed.stream().limit(lines).forEach(one -> System.out.printf("%9.2f  %6d  %s%n", one.milliseconds, one.found, one.name
                .replace("\n", "\\n")));
        long slow = timed.stream().filter(one -> one.milliseconds >= MOST).count();
        System.out.printf("%d texts, the median %.2f ms, %d of %d ms or more%n", timed.size(), timed.get(timed.size() / 2).milliseconds,
                slow, MOST);
        System.exit(slow == 0 ? 0 : 1);
    }

    /** The median of a few runs, in the thread's own time: what else the machine does is not the text's fault. */
    private static Timed time(String name, String prefix, InjectionRules rules, PersonalData personalData) {
        String text = prefix.repeat(CHARACTERS / prefix.length() + 1).substring(0, CHARACTERS);
        List<Double> runs = new ArrayList<>();
        int found = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            found = rules.check(Views.of(text)).hits().size() + personalData.find(text).size();
            runs.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6);
        }
        runs.sort(Comparator.naturalOrder());
        return new Timed(name, runs.get(TIMES / 2), found);
    }
}
