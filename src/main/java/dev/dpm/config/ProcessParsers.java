package dev.dpm.config;

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

/** Parsers of the options for process properties: umask, niceness, limits and the like. */
final class ProcessParsers {

    /** A umask; YAML 1.2 writes octal numbers as 0o22. */
    private static final Pattern UMASK = Pattern.compile("(?:0[oO])?0*([0-7]{1,3})");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final String LIMITS = "NAME=LIMIT or NAME=SOFT:HARD, each name once; NAME one of "
            + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(" "))
            + "; LIMIT a number as setrlimit(2) counts, of bytes also such as 512Mi, or unlimited; "
            + "SOFT not above HARD";

    private ProcessParsers() {
    }

    /** Parses a umask into four octal digits. */
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

    /** Parses pairs of name and limit, one after the other or separated by commas. */
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
