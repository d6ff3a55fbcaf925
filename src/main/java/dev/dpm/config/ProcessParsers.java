package dev.dpm.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.dpm.config.value.BadValue;
import dev.dpm.process.CpuList;
import dev.dpm.process.ResourceLimit;
import dev.dpm.process.ResourceLimit.Kind;

final class ProcessParsers {

    /** A umask in octal digits, also with the prefix 0o of YAML 1.2. */
    private static final Pattern UMASK = Pattern.compile("(?:0[oO])?0*([0-7]{1,3})");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final String LIMITS = "NAME=LIMIT or NAME=SOFT:HARD, each name once; NAME one of "
            + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(" "))
            + "; LIMIT a number as setrlimit(2) counts, of bytes also such as 512Mi, or unlimited; "
            + "SOFT not above HARD";

    private static final Pattern QUOTA = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)\\s*(%?)");
    private static final String QUOTAS = "a percentage of one processor from 1% to 100000%, such as 50%, a number of "
            + "processors such as 1.5, or off";
    private static final BigDecimal LEAST_MILLIS = BigDecimal.TEN;
    private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(1_000_000);
    private static final long LEAST_MEMORY = 1 << 20;
    private static final String MEMORY = "off, or a size of at least 1MiB: a number of bytes, also ";

    private ProcessParsers() {
    }

    /** Parses a umask and returns it as four octal digits. */
    static String umask(String text) throws BadValue {
        Matcher matcher = UMASK.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BadValue("an octal number from 0 to 0777, such as 0022");
        }
        return String.format("%04o", Integer.parseInt(matcher.group(1), 8));
    }

    static CpuList cpus(String text) throws BadValue {
        return CpuList.parse(text).orElseThrow(() -> new BadValue(
                "numbers of processors from 0 to " + CpuList.HIGHEST + " and ranges of them, such as 0-3,5"));
    }

    /** Parses pairs of a name and a limit, which the user separated by commas or gave in repeated flags. */
    static List<ResourceLimit> rlimits(String text) throws BadValue {
        List<ResourceLimit> limits = new ArrayList<>();
        for (String pair : text.split("[," + Settings.SEPARATOR + "]", -1)) {
            ResourceLimit limit = rlimit(pair);
            if (limits.stream().anyMatch(other -> other.kind() == limit.kind())) {
                throw new BadValue(LIMITS);
            }
            limits.add(limit);
        }
        limits.sort(Comparator.comparing(ResourceLimit::kind));
        return List.copyOf(limits);
    }

    private static ResourceLimit rlimit(String pair) throws BadValue {
        String[] words = pair.split("=", -1);
        Optional<Kind> kind = words.length == 2 ? Kind.of(words[0]) : Optional.empty();
        String[] bounds = words.length == 2 ? words[1].split(":", -1) : new String[0];
        if (kind.isEmpty() || bounds.length > 2) {
            throw new BadValue(LIMITS);
        }
        long soft = bound(kind.get(), bounds[0]);
        long hard = bounds.length == 2 ? bound(kind.get(), bounds[1]) : soft;
        if (hard < soft) {
            throw new BadValue(LIMITS);
        }
        return new ResourceLimit(kind.get(), soft, hard);
    }

    /** Parses a memory limit. A number without a unit means bytes, as in systemd and Kubernetes. */
    static Bytes memoryMax(String text) throws BadValue {
        Bytes bytes = Bytes.in("B", MEMORY).parse(text);
        if (bytes.count() < LEAST_MEMORY) {
            throw new BadValue(MEMORY + Bytes.UNITS);
        }
        return bytes;
    }

    /**
     * Parses a quota into thousandths of a processor: a percentage as in systemd's CPUQuota, or a number of processors as in
     * compose's cpus.
     */
    static int cpuQuota(String text) throws BadValue {
        Matcher matcher = QUOTA.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BadValue(QUOTAS);
        }
        BigDecimal millis = new BigDecimal(matcher.group(1)).movePointRight(matcher.group(2).isEmpty() ? 3 : 1);
        if (millis.compareTo(LEAST_MILLIS) < 0 || millis.compareTo(MOST_MILLIS) > 0) {
            throw new BadValue(QUOTAS);
        }
        return millis.setScale(0, RoundingMode.HALF_UP).intValueExact();
    }

    private static long bound(Kind kind, String text) throws BadValue {
        String plain = text.strip();
        if (plain.equalsIgnoreCase("unlimited") || plain.equalsIgnoreCase("infinity")) {
            return ResourceLimit.UNLIMITED;
        }
        if (COUNT.matcher(plain).matches()) {
            return Long.parseLong(plain);
        }
        if (!kind.isInBytes()) {
            throw new BadValue(LIMITS);
        }
        try {
            return Bytes.in("B", LIMITS).parse(plain).count();
        } catch (BadValue e) {
            throw new BadValue(LIMITS);
        }
    }
}
