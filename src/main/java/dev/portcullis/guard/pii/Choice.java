package dev.portcullis.guard.pii;

import dev.portcullis.guard.pii.read.Findings;
import dev.portcullis.guard.pii.read.Findings.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses among findings that overlap: the surer one, then the longer. It goes from left to right over groups of findings that overlap;
 * a group takes in no more findings once it is {@link #LONGEST_GROUP} characters long, so that a stream need not wait for the end of a
 * list of numbers in which each overlaps the next.
 */
final class Choice {

    static final int LONGEST_GROUP = 512;

    private static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(Finding::from).thenComparingInt(Finding::end);
    private static final Comparator<Finding> BY_START = Comparator.comparingInt(Finding::start);
    private static final Comparator<Finding> BY_WORTH = Choice::byWorth;

    private final List<Finding> findings;
    private final List<Finding> chosen;
    /** Of the group that is looked at. */
    private final List<Finding> byWorth = new ArrayList<>();
    private final List<Finding> taken = new ArrayList<>();
    private int safe;

    private Choice(List<Finding> findings) {
        this.findings = findings;
        this.chosen = new ArrayList<>(findings.size());
    }

    /**
     * Anchors count as parts of their findings, so that a text is never cut between the two.
     *
     * @param from    what begins before was decided before
     * @param settled what begins before can no longer change, and is all there is
     */
    static Choice among(List<Finding> findings, int from, int settled) {
        Choice choice = new Choice(findings);
        choice.safe = Math.max(from, settled);
        if (!findings.isEmpty()) {
            findings.sort(BY_PLACE);
            choice.run(from, settled);
        }
        return choice;
    }

    private void run(int from, int settled) {
        int done = from;
        int i = 0;
        while (i < findings.size()) {
            Finding first = findings.get(i);
            if (first.from() < done) {
                i++;
                continue;
            }
            if (first.from() >= settled) {
                return;
            }
            int limit = first.from() + LONGEST_GROUP;
            int end = first.end();
            int last = i + 1;
            while (last < findings.size() && findings.get(last).from() < Math.min(end, limit)) {
                end = Math.max(end, findings.get(last).end());
                last++;
            }
            if (Math.min(end, limit) > settled) {
                safe = first.from();
                return;
            }
            done = choose(i, last);
            safe = Math.max(safe, done);
            i = last;
        }
    }

    /** Among those from one place to another, exclusive. @return where they end */
    private int choose(int from, int to) {
        if (to - from == 1) {
            Finding only = findings.get(from);
            if (!only.type().equals(Findings.NOTHING)) {
                chosen.add(only);
            }
            return only.end();
        }
        int end = 0;
        taken.clear();
        byWorth.clear();
        for (int i = from; i < to; i++) {
            byWorth.add(findings.get(i));
        }
        byWorth.sort(BY_WORTH);
        for (Finding finding : byWorth) {
            if (!isPartOfOne(finding) && !overlaps(finding)) {
                taken.add(finding);
                end = Math.max(end, finding.end());
            }
        }
        taken.removeIf(finding -> finding.type().equals(Findings.NOTHING));
        taken.sort(BY_START);
        taken.forEach(chosen::add); // addAll would copy them once more
        return end;
    }

    private static int byWorth(Finding one, Finding other) {
        int order = Double.compare(other.score(), one.score());
        order = order != 0 ? order : Integer.compare(other.end() - other.start(), one.end() - one.start());
        order = order != 0 ? order : Integer.compare(one.start(), other.start());
        return order != 0 ? order : one.type().compareTo(other.type());
    }

    private boolean overlaps(Finding finding) {
        for (Finding other : taken) {
            if (finding.start() < other.end() && other.start() < finding.end()) {
                return true;
            }
        }
        return false;
    }

    /** Nothing personal may be a part of what is: a trace id of a URL. */
    private boolean isPartOfOne(Finding finding) {
        if (finding.type().equals(Findings.NOTHING)) {
            for (Finding other : byWorth) {
                if (!other.type().equals(Findings.NOTHING) && other.start() <= finding.start() && other.end() >= finding.end()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** In order, without overlaps. */
    List<Finding> chosen() {
        return chosen;
    }

    /** Up to where nothing changes any more. */
    int safe() {
        return safe;
    }
}
