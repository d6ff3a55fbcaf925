package dev.dpm.process;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of processors, in the kernel's notation such as {@code 0-3,5} (cpuset(7), "List format").
 *
 * @param numbers the numbers of the processors; not empty
 */
public record CpuList(SortedSet<Integer> numbers) {

    /** The highest accepted number of a processor; no kernel has more processors (NR_CPUS). */
    public static final int HIGHEST = 8191;
    private static final Pattern PART = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    public CpuList {
        numbers = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a list of processors names one at least");
        }
    }

    /** Parses a list of processors such as {@code 0-3,5}; empty if the text is no such list. */
    public static Optional<CpuList> parse(String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String part : text.strip().split("\\s*,\\s*", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(matcher.group(1));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            if (last < first || last > HIGHEST) {
                return Optional.empty();
            }
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return Optional.of(new CpuList(numbers));
    }

    SortedSet<Integer> without(CpuList other) {
        SortedSet<Integer> rest = new TreeSet<>(numbers);
        rest.removeAll(other.numbers);
        return rest;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int first = -1;
        for (int number : numbers) {
            if (first < 0 || !numbers.contains(number - 1)) {
                first = number;
                text.append(text.isEmpty() ? "" : ",").append(number);
            }
            if (!numbers.contains(number + 1) && number > first) {
                text.append('-').append(number);
            }
        }
        return text.toString();
    }
}
