package dev.dpm.incident;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.Bytes;
import dev.dpm.event.EventWords;
import dev.dpm.sampling.Cgroup;

/**
 * Puts values of kernel files into words (Documentation/accounting/psi.rst, admin-guide/cgroup-v2.rst and cgroup-v1/ of the
 * kernel).
 */
public final class Figures {

    private static final Pattern PRESSURE = Pattern
            .compile("some avg10=([0-9]{1,3}\\.[0-9]{1,2}) avg60=([0-9]{1,3}\\.[0-9]{1,2})"
                    + " avg300=([0-9]{1,3}\\.[0-9]{1,2})(?:; full avg10=([0-9]{1,3}\\.[0-9]{1,2}) avg60=([0-9]{1,3}\\.[0-9]{1,2}) avg300=([0-9]{1,3}\\.[0-9]{1,2}))?");
    private static final Pattern BYTES = Pattern.compile("memory\\.(current|max|high|usage_in_bytes"
            + "|max_usage_in_bytes|limit_in_bytes)|memory\\.stat .*");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    /** The value of cgroup version 1 for "no limit". */
    private static final Pattern NO_LIMIT = Pattern.compile("922337203685[0-9]{7}");
    private static final Pattern QUOTA = Pattern.compile("([0-9]{1,15}) ([1-9][0-9]{0,14})");

    private Figures() {
    }

    /**
     * A line for each value of the target's cgroup.
     * @param figures the values by the name of the cgroup file
     */
    public static List<String> lines(Map<String, String> figures) {
        return new TreeMap<>(figures).entrySet().stream()
                .map(figure -> figure.getKey() + ": " + words(figure.getKey(), figure.getValue())).toList();
    }

    /** The cgroup's values in a target's last sample, by names such as {@code working set, last sample}. */
    public static Map<String, String> recalled(Cgroup last) {
        Map<String, String> known = new LinkedHashMap<>();
        last.workingSetBytes().ifPresent(bytes -> known.put("working set", Bytes.words(bytes)));
        last.memoryLimitBytes()
                .ifPresent(bytes -> known.put("memory limit", bytes + " (" + Bytes.words(bytes) + ")"));
        last.cpuLimitCores().ifPresent(cores -> known.put("cpu limit", cores + " processors"));
        last.oomKills().ifPresent(kills -> known.put("oom_kill", kills.toString()));
        last.throttledPeriods().ifPresent(periods -> known.put("nr_throttled", periods.toString()));
        if (last.own().refusedForks() >= 0) {
            known.put("pids.events max", Long.toString(last.own().refusedForks()));
        }
        return known.entrySet().stream().collect(Collectors.toMap(figure -> figure.getKey() + ", last sample",
                Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /** A value of a cgroup file with its unit. If the file is unknown, the value stays unchanged. */
    static String words(String name, String text) {
        Matcher pressure = PRESSURE.matcher(text);
        if (pressure.matches()) {
            return pressure(pressure);
        }
        boolean isBytes = BYTES.matcher(name).matches();
        if (isBytes && WHOLE.matcher(text).matches()) {
            return Bytes.words(Long.parseLong(text));
        }
        Matcher quota = QUOTA.matcher(text);
        if (name.equals("cpu.max") && quota.matches()) {
            return EventWords.plain(Double.parseDouble(quota.group(1)) / Double.parseDouble(quota.group(2)))
                    + " processors";
        }
        boolean isUnlimited = text.equals("max") || isBytes && NO_LIMIT.matcher(text).matches()
                || name.equals("cpu.max") && text.startsWith("max ")
                || name.equals("cpu.cfs_quota_us") && text.equals("-1");
        return isUnlimited ? "no limit" : text;
    }

    private static String pressure(Matcher averages) {
        String some = "some task waited " + percent(averages, 1) + " of the last 10 s, " + percent(averages, 2)
                + " of 60 s, " + percent(averages, 3) + " of 5 min";
        return averages.group(4) == null
                ? some
                : some + "; all tasks " + percent(averages, 4) + ", " + percent(averages, 5) + ", "
                        + percent(averages, 6);
    }

    private static String percent(Matcher averages, int group) {
        return Math.round(Double.parseDouble(averages.group(group))) + " %";
    }
}
