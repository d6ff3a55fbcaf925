package dev.dpm.process.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

import dev.dpm.process.LaunchOrder;
import dev.dpm.process.OpenFiles;
import dev.dpm.process.ResourceLimit;

/**
 * The small programs that the launcher runs in front of a target's program. Each replaces itself by the next with exec,
 * so the pid stays the same.
 *
 * @param env the path of env(1), which resets signal dispositions and the signal mask: on Java 17 every child starts
 *     with SIGQUIT blocked, and a runner started by {@code nohup} or as a background job of a script passes on ignored
 *     signals
 * @param defaultsSignals whether this env(1) can reset signals (coreutils 8.31 or later; the env of busybox cannot)
 * @param setsid the path of setsid(1), which gives the target a session of its own
 * @param umask the runner's own umask
 * @param openFiles the soft limit to restore, and the path of prlimit(1); empty where targets inherit the right limit
 */
record LaunchPrefix(Optional<Path> env, boolean defaultsSignals, Optional<Path> setsid, int umask,
        Optional<SoftLimit> openFiles) {

    /** The soft limit of open files for targets, and the program prlimit(1) that sets it. */
    record SoftLimit(Path prlimit, long files) {
    }

    /** Environment variables that POSIX shells set or change by themselves when they start. */
    private static final List<String> CHANGED_BY_SHELLS = List.of("OLDPWD", "PWD", "SHLVL", "_");

    /**
     * The launch prefix that was found on this machine. It stays valid as long as the runner lives, and is stored
     * because a search starts a process.
     */
    private static final AtomicReference<LaunchPrefix> KNOWN = new AtomicReference<>();

    /** The launch prefix for this machine. The runner searches for the prefix's programs only once. */
    static synchronized LaunchPrefix ofThisMachine(ProcFiles proc) throws IOException {
        if (KNOWN.get() == null) {
            KNOWN.set(find(proc));
        }
        return KNOWN.get();
    }

    /**
     * The launch prefix (the programs that run in front of a target's program) that {@link #ofThisMachine} found; empty
     * before the first call of that method.
     */
    static Optional<LaunchPrefix> known() {
        return Optional.ofNullable(KNOWN.get());
    }

    /**
     * Finds the programs of the launch prefix on this machine, and finds out with one short process whether env(1) can
     * reset signals.
     */
    static LaunchPrefix find(ProcFiles proc) throws IOException {
        Optional<Path> env = Programs.onOwnPath("env");
        boolean defaults = env.isPresent() && canDefaultSignals(env.get());
        return new LaunchPrefix(env, defaults, Programs.onOwnPath("setsid"),
                octal(proc.ownUmask().orElse("0022")), softLimit());
    }

    private static Optional<SoftLimit> softLimit() {
        OptionalLong files = OpenFiles.toRestore();
        return files.isEmpty()
                ? Optional.empty()
                : Programs.onOwnPath("prlimit").map(prlimit -> new SoftLimit(prlimit, files.getAsLong()));
    }

    /**
     * Whether env(1) can reset signals: runs env with {@code --default-signal} and without a command. An env that knows
     * the option prints its environment, which is empty here, and ends with 0; an env without the option ends with 125.
     */
    private static boolean canDefaultSignals(Path env) throws IOException {
        ProcessBuilder probe = new ProcessBuilder(env.toString(), "--default-signal");
        probe.environment().clear();
        Process asked = probe.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
        try {
            return asked.waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + env + " what it can", interrupted);
        }
    }

    /**
     * The whole command line that launches the order's program.
     *
     * @param user changes the user as the last step, so that all earlier steps have the runner's rights
     * @param terminal how the program gets the controlling terminal, where stdin is a terminal
     * @param properties the programs that set niceness, limits and other process properties
     */
    List<String> before(LaunchOrder order, Optional<UserSwitch> user, TerminalUse terminal,
            PropertyPrefix properties) {
        List<String> words = new ArrayList<>();
        boolean changesUmask = !isOwnUmask(order.umask());
        boolean hasShell = changesUmask || !properties.joinFiles().isEmpty();
        if (hasShell) {
            words.addAll(shell(order.umask(), properties.joinFiles()));
        }
        words.addAll(properties.first());
        openFiles.filter(limit -> !order.properties().limits(ResourceLimit.Kind.NOFILE)).ifPresent(limit -> words
                .addAll(List.of(limit.prlimit().toString(), "--nofile=" + limit.files() + ":")));
        boolean needsEnv = env.isPresent() && (defaultsSignals || hasShell);
        if (needsEnv && !looksLikeAssignment(order.command().get(0))) {
            words.add(env.get().toString());
            if (defaultsSignals) {
                words.add("--default-signal");
            }
            if (hasShell) {
                words.addAll(environmentArguments(order.environment()));
            }
        }
        setsid.filter(program -> terminal != TerminalUse.SHARED).ifPresent(program -> {
            words.add(program.toString());
            if (terminal == TerminalUse.HANDED_OVER) {
                // setsid takes the terminal on stdin, so that the target's process group is the terminal's foreground
                // group (util-linux, busybox)
                words.add("-c");
            }
        });
        words.addAll(properties.last());
        user.ifPresent(other -> words.addAll(other.words()));
        words.addAll(order.command());
        return words;
    }

    /**
     * A shell that joins the cgroups, sets the umask, and then replaces itself by the next program. The target's
     * program is thus in the cgroups from its start. To join a cgroup, the shell writes 0, which stands for the writing
     * process (cgroups(7)).
     *
     * @param joinFiles the files into which the shell writes; if the kernel refuses a write, the launch continues, and
     *     the runner reports the refusal
     */
    private static List<String> shell(String umask, List<String> joinFiles) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c",
                "{ echo 0 > \"$1\"; } 2> /dev/null; shift; ".repeat(joinFiles.size()) + "umask \"$0\"; exec \"$@\"",
                umask));
        words.addAll(joinFiles);
        return words;
    }

    /** Whether the runner has the umask in the order (octal text) itself, so that the launch need not set the umask. */
    boolean isOwnUmask(String ordered) {
        return octal(ordered) == umask;
    }

    /** The soft limit of open files that a launch must set for targets; empty where targets inherit the right limit. */
    OptionalLong filesToRestore() {
        return openFiles.map(limit -> OptionalLong.of(limit.files())).orElse(OptionalLong.empty());
    }

    /** A sentence for each property of a process that this machine's programs cannot give to targets. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!defaultsSignals) {
            remarks.add("env --default-signal is not available (coreutils 8.31 or later has it): targets start with the"
                    + " signals ignored or blocked that the runner ignores or blocks, SIGQUIT among them");
        }
        if (setsid.isEmpty()) {
            remarks.add("setsid (util-linux) is not available: targets share the runner's session");
        }
        return remarks;
    }

    private boolean looksLikeAssignment(String program) {
        return setsid.isEmpty() && program.contains("=");
    }

    /**
     * Arguments for env, which give the target exactly the ordered environment although a shell runs before env. A
     * shell adds variables of its own, and some shells drop variables whose names are not identifiers (dash:
     * {@code spring.profiles}).
     */
    private static List<String> environmentArguments(Map<String, String> ordered) {
        List<String> words = new ArrayList<>();
        for (String name : CHANGED_BY_SHELLS) {
            if (!ordered.containsKey(name)) {
                words.addAll(List.of("-u", name));
            }
        }
        new TreeMap<>(ordered).forEach((name, value) -> {
            boolean isIdentifier = name.matches("[A-Za-z_][A-Za-z0-9_]*");
            if (CHANGED_BY_SHELLS.contains(name) || (!isIdentifier && !name.startsWith("-"))) {
                words.add(name + "=" + value);
            }
        });
        return words;
    }

    private static int octal(String text) {
        return Integer.parseInt(text, 8);
    }
}
