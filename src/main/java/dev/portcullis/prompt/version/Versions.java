package dev.portcullis.prompt.version;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is under each of some versions. Immutable, and small: arrays in the order of precedence. Chooses with a binary search
 * or two.
 */
public final class Versions<T> {

    /** One kind of versions: releases, or pre-releases. The packed numbers lie beside each other, so that a search reads little memory. */
    private record Row(long[] packed, Semver[] versions, Object[] values) {

        static final Row EMPTY = new Row(new long[0], new Semver[0], new Object[0]);

        /** @return where the first one is that is not below this */
        int from(Semver version) {
            long wanted = version.packed();
            int low = 0;
            int high = versions.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean below = packed[middle] >= 0 && wanted >= 0 && packed[middle] != wanted ? packed[middle] < wanted
                        : versions[middle].compareTo(version) < 0;
                if (below) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        /** @return where the last one is that shares with this what a range keeps, or comes before those; -1 for none */
        int last(Semver version, Step kept) {
            long wanted = version.packed();
            int shift = kept == Step.MAJOR ? 2 * Semver.PACKED_BITS : kept == Step.MINOR ? Semver.PACKED_BITS : 0;
            int low = 0;
            int high = versions.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean behind = packed[middle] >= 0 && wanted >= 0 ? packed[middle] >> shift > wanted >> shift
                        : versions[middle].compareUpTo(kept, version) > 0;
                if (behind) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low - 1;
        }

        int find(Semver version) {
            int at = from(version);
            return at < versions.length && versions[at].equals(version) ? at : -1;
        }

        Row with(Semver version, Object value) {
            int at = from(version);
            int kept = at < versions.length && versions[at].compareTo(version) == 0 ? at + 1 : at;
            int count = versions.length + 1 - (kept - at);
            Row more = new Row(new long[count], new Semver[count], new Object[count]);
            copy(0, more, 0, at);
            more.packed[at] = version.packed();
            more.versions[at] = version;
            more.values[at] = value;
            copy(kept, more, at + 1, versions.length - kept);
            return more;
        }

        private void copy(int from, Row to, int at, int count) {
            System.arraycopy(packed, from, to.packed, at, count);
            System.arraycopy(versions, from, to.versions, at, count);
            System.arraycopy(values, from, to.values, at, count);
        }
    }

    private static final Versions<?> NONE = new Versions<>(Row.EMPTY, Row.EMPTY);

    private final Row releases;
    private final Row preReleases;

    private Versions(Row releases, Row preReleases) {
        this.releases = releases;
        this.preReleases = preReleases;
    }

    @SuppressWarnings("unchecked") // has no values
    public static <T> Versions<T> none() {
        return (Versions<T>) NONE;
    }

    /** These and one more, which takes the place of one that has the same precedence. */
    public Versions<T> with(Semver version, T value) {
        return version.isPreRelease() ? new Versions<>(releases, preReleases.with(version, value)) : new Versions<>(releases.with(version, value), preReleases);
    }

    /** The greatest of those that match. */
    public Optional<T> choose(Selector selector) {
        return switch (selector) {
            case Selector.Exact exact -> exact(exact.version());
            case Selector.Latest latest -> value(releases, releases.versions.length - 1);
            case Selector.Range range -> {
                int release = releases.last(range.from(), range.kept());
                if (release >= 0 && releases.versions[release].compareTo(range.from()) >= 0) {
                    yield value(releases, release);
                }
                int preRelease = range.from().isPreRelease() ? preReleases.from(range.from().release()) - 1 : -1;
                yield preRelease >= 0 && range.matches(preReleases.versions[preRelease]) ? value(preReleases, preRelease) : Optional.empty();
            }
        };
    }

    public Optional<T> exact(Semver version) {
        Row row = version.isPreRelease() ? preReleases : releases;
        return value(row, row.find(version));
    }

    /** The greatest release; where there is none, the greatest pre-release. */
    public Optional<T> newest() {
        return releases.versions.length > 0 ? value(releases, releases.versions.length - 1) : value(preReleases, preReleases.versions.length - 1);
    }

    /** The greatest release before this version. */
    public Optional<T> releaseBefore(Semver version) {
        return value(releases, releases.from(version) - 1);
    }

    /** The least release after this version. */
    public Optional<T> releaseAfter(Semver version) {
        int at = releases.from(version);
        return value(releases, at < releases.versions.length && releases.versions[at].compareTo(version) == 0 ? at + 1 : at);
    }

    /** All of them, the greatest first. */
    public List<T> descending() {
        List<Semver> order = Stream.concat(Arrays.stream(releases.versions), Arrays.stream(preReleases.versions)).sorted().toList().reversed();
        return order.stream().map(version -> exact(version).orElseThrow()).toList();
    }

    public int size() {
        return releases.versions.length + preReleases.versions.length;
    }

    /** Every value, in no order that means anything. */
    public Stream<T> values() {
        return IntStream.range(0, size()).mapToObj(i -> i < releases.versions.length ? value(releases, i) : value(preReleases, i - releases.versions.length))
                .flatMap(Optional::stream);
    }

    @SuppressWarnings("unchecked") // nothing else is put in
    private Optional<T> value(Row row, int at) {
        return at >= 0 && at < row.values.length ? Optional.of((T) row.values[at]) : Optional.empty();
    }
}
