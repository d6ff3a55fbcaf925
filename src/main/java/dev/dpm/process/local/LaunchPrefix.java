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
 * The programs that run before a target's program in the new process, each of which replaces itself by the next one.
 *
 * @param env the path of env(1), which resets signal dispositions
 * @param defaultsSignals whether this env(1) can reset signal dispositions (coreutils 8.31)
 * @param setsid the path of setsid(1)
 * @param umask the umask of the runner
 * @param openFiles the soft limit on open files that a target gets, and the path of prlimit(1), which sets it; empty if
 *     the runner has not changed this limit
 */
record LaunchPrefix(Optional<Path> env, boolean defaultsSignals, Optional<Path> setsid, int umask,
        Optional<SoftLimit> openFiles) {

    record SoftLimit(Path prlimit, long files) {
    }

    /** Environment variables that shells set by themselves. */
    private static final List<String> CHANGED_BY_SHELLS = List.of("OLDPWD", "PWD", "SHLVL", "_");

    /**
     * The result of the search for these programs on this machine. The search is done only once, since it starts a
     * process.
     */
    private static final AtomicReference<LaunchPrefix> KNOWN = new AtomicReference<>();

    static synchronized LaunchPrefix ofThisMachine(ProcFiles proc) throws IOException {
        if (KNOWN.get() == null) {
            KNOWN.set(find(proc));
        }
        return KNOWN.get();
    }

    static Optional<LaunchPrefix> known() {
        return Optional.ofNullable(KNOWN.get());
    }

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
     * Whether this env(1) can reset signal dispositions. With {@code --default-signal}, it ends with exit code 0 if it
     * knows the option, and with 125 otherwise.
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
     * The command line with which a target is launched.
     *
     * @param user the change of the user, which is the last step before the target's program; empty if the target runs as
     *     the runner's user
     * @param terminal how the program gets the terminal
     * @param properties the programs that set niceness, limits and other properties
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
                // with -c, setsid(1) makes the terminal the controlling terminal of the target, which is then in its foreground
                words.add("-c");
            }
        });
        words.addAll(properties.last());
        user.ifPresent(other -> words.addAll(other.words()));
        words.addAll(order.command());
        return words;
    }

    /**
     * The words of a shell that joins cgroups, sets the umask, and replaces itself by the next program. A process joins
     * a cgroup by writing 0 into a file of it (cgroups(7)).
     *
     * @param joinFiles the paths of these files; the launch goes on if the kernel refuses the write
     */
    private static List<String> shell(String umask, List<String> joinFiles) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c",
                "{ echo 0 > \"$1\"; } 2> /dev/null; shift; ".repeat(joinFiles.size()) + "umask \"$0\"; exec \"$@\"",
                umask));
        words.addAll(joinFiles);
        return words;
    }

    boolean isOwnUmask(String ordered) {
        return octal(ordered) == umask;
    }

    OptionalLong filesToRestore() {
        return openFiles.map(limit -> OptionalLong.of(limit.files())).orElse(OptionalLong.empty());
    }

    /**
     * A sentence for each property of a process that this machine cannot give to targets, since a program is missing or
     * too old.
     */
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
     * The arguments for env(1) that restore the exact environment of the target after a shell ran before it. A shell adds
     * variables, and dash drops variables with names such as {@code spring.profiles}.
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
