package dev.dpm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which {@link ProcessProperties} this process may give its children, as far as the files in {@code /proc} show this.
 *
 * @param capabilities the effective capabilities of this process, as bits (capabilities(7))
 * @param limits the text of {@code /proc/PID/limits} of this process
 * @param nice the niceness of this process
 * @param oomScoreAdj the OOM score adjustment of this process
 * @param online the processors of this machine that are online; empty if unknown
 */
public record PropertyRights(long capabilities, String limits, int nice, int oomScoreAdj, Optional<CpuList> online) {

    private static final int CAP_SYS_NICE = 23;
    private static final int CAP_SYS_RESOURCE = 24;
    /** The index of the niceness among the fields after the name in {@code /proc/PID/stat} (proc_pid_stat(5)). */
    private static final int NICE_FIELD = 19 - 3;
    private static final long ALL = -1;
    /**
     * The index of the soft limit among the words after the name of the resource in a line of {@code /proc/PID/limits}.
     */
    private static final int SOFT = 0;
    private static final int HARD = 1;

    /** Reads from {@code /proc} which properties this process may give its children. */
    public static PropertyRights own() {
        String stat = text("/proc/self/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return new PropertyRights(held(text("/proc/self/status")), text("/proc/self/limits"),
                fields.length > NICE_FIELD ? Integer.parseInt(fields[NICE_FIELD]) : -20,
                number(text("/proc/self/oom_score_adj")), CpuList.parse(text("/sys/devices/system/cpu/online")));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException notShown) {
            return "";
        }
    }

    private static int number(String text) {
        return text.matches("-?[0-9]{1,4}") ? Integer.parseInt(text) : -1000;
    }

    private static long held(String status) {
        return status.lines().filter(line -> line.startsWith("CapEff:")).findFirst()
                .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16)).orElse(ALL);
    }

    /** Why a child cannot get this niceness, as the end of a sentence; empty if no obstacle is known. */
    public Optional<String> refusal(int wanted) {
        // the lowest niceness that may be set without the capability is 20 - RLIMIT_NICE (getrlimit(2))
        OptionalLong priority = limit("Max nice priority", SOFT);
        boolean isAllowed = wanted >= nice || has(CAP_SYS_NICE)
                || priority.isPresent() && wanted >= 20 - priority.getAsLong();
        return isAllowed
                ? Optional.empty()
                : Optional.of("needs root or CAP_SYS_NICE: the runner's own niceness is " + nice
                        + ", and without that no child gets a lower one");
    }

    /** Why a child cannot get this OOM score adjustment, as the end of a sentence; empty if no obstacle is known. */
    public Optional<String> oomRefusal(int wanted) {
        boolean isAllowed = wanted >= oomScoreAdj || has(CAP_SYS_RESOURCE);
        return isAllowed
                ? Optional.empty()
                : Optional.of("needs root or CAP_SYS_RESOURCE: the runner's own is " + oomScoreAdj
                        + ", and without that no child gets a lower one");
    }

    /** Why a child cannot get this resource limit, as the end of a sentence; empty if no obstacle is known. */
    public Optional<String> refusal(ResourceLimit limit) {
        OptionalLong own = limit("Max " + label(limit.kind()), HARD);
        boolean isAllowed = own.isEmpty() || limit.hard() <= own.getAsLong() || has(CAP_SYS_RESOURCE);
        return isAllowed
                ? Optional.empty()
                : Optional.of("is above the runner's own hard limit of " + own.getAsLong()
                        + ", which only root or CAP_SYS_RESOURCE can raise");
    }

    /** Why a child cannot be bound to these processors, as the end of a sentence; empty if no obstacle is known. */
    public Optional<String> refusal(CpuList wanted) {
        return online.map(wanted::without).filter(absent -> !absent.isEmpty()).map(absent -> "names processor "
                + absent.first() + ", which this machine does not have; allowed: " + online.get());
    }

    private boolean has(int capability) {
        return (capabilities >>> capability & 1) == 1;
    }

    private OptionalLong limit(String label, int column) {
        return limits.lines().filter(line -> line.startsWith(label + " ")).findFirst()
                .map(line -> line.substring(label.length()).strip().split("\\s+")[column])
                .map(word -> OptionalLong.of(word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word)))
                .orElse(OptionalLong.empty());
    }

    /** The name of a resource as it begins a line of {@code /proc/PID/limits} (kernel, fs/proc/base.c). */
    private static String label(ResourceLimit.Kind kind) {
        return switch (kind) {
            case AS -> "address space";
            case CORE -> "core file size";
            case CPU -> "cpu time";
            case DATA -> "data size";
            case FSIZE -> "file size";
            case LOCKS -> "file locks";
            case MEMLOCK -> "locked memory";
            case MSGQUEUE -> "msgqueue size";
            case NICE -> "nice priority";
            case NOFILE -> "open files";
            case NPROC -> "processes";
            case RSS -> "resident set";
            case RTPRIO -> "realtime priority";
            case RTTIME -> "realtime timeout";
            case SIGPENDING -> "pending signals";
            case STACK -> "stack size";
        };
    }
}
