package dev.dpm.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The systemd unit (systemd.service(5)) that starts a runner at boot.
 *
 * @param run the runner's command line, with absolute paths
 * @param reload the command line that makes the runner reread its configuration
 * @param home the runner's home folder, absolute
 * @param user the runner's account; empty: root, or the user whose own systemd reads the unit
 */
public record BootUnit(Scope scope, List<String> run, List<String> reload, String home, Optional<String> user) {

    /** The first line of a unit that {@code startup} wrote. Files with another first line are never changed. */
    static final String MARK = "# Written by `dpm-runner startup`, removed by `dpm-runner startup --remove`.";

    public enum Scope {
        SYSTEM("multi-user.target"),
        /**
         * The unit belongs to one user, whose own systemd reads it. Without lingering (loginctl(1)), that systemd starts at
         * the user's login.
         */
        USER("default.target");

        private final String target;

        Scope(String target) {
            this.target = target;
        }

        /** The group of units that pulls in this unit ({@code WantedBy=} of systemd.unit(5)). */
        String target() {
            return target;
        }
    }

    public BootUnit {
        run = List.copyOf(run);
        reload = List.copyOf(reload);
    }

    /** Makes the unit that starts a runner for this home folder. The runner resumes the targets in the folder. */
    public static BootUnit of(Scope scope, Program program, RuntimeDirectory home) {
        List<String> runner = DaemonCommand.jvm(program.java(), Runtime.version().feature());
        runner.addAll(List.of("-XX:-MaxFDLimit", "-jar", program.jar().toString(), "run", "--remain_after_exit"));
        List<String> client = List.of(program.java().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
                program.jar().toString(), "reload");
        return new BootUnit(scope, runner, client, home.path().toString(), Optional.empty());
    }

    public BootUnit ownedBy(String name) {
        return new BootUnit(scope, run, reload, home, Optional.of(name));
    }

    public String text() {
        List<String> lines = new ArrayList<>(List.of(MARK,
                "[Unit]",
                "Description=dpm-runner: keeps programs running and within their limits",
                "After=network.target",
                "# nothing to resume, nothing to start",
                "ConditionDirectoryNotEmpty=" + specifiers(home) + "/state",
                "StartLimitIntervalSec=300",
                "StartLimitBurst=5",
                "",
                "[Service]",
                "Type=notify",
                "NotifyAccess=main",
                "WatchdogSec=30"));
        user.ifPresent(name -> lines.add("User=" + name));
        lines.addAll(List.of(
                "Environment=" + quoted("DPM_HOME=" + home).replace("$$", "$") + " MALLOC_ARENA_MAX=1 LANG=C.UTF-8",
                "ExecStart=" + words(run),
                "ExecReload=" + words(reload),
                "# only the runner is signalled: it stops its targets in order, each with its own stop_grace",
                "KillMode=process",
                "# longer than the longest stop_grace",
                "TimeoutStopSec=90",
                "Restart=on-failure",
                "RestartSec=2",
                "RestartPreventExitStatus=2 70",
                "# a target that the kernel killed for its memory is the runner's to restart",
                "OOMPolicy=continue",
                "",
                "[Install]",
                "WantedBy=" + scope.target()));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static String words(List<String> command) {
        return command.stream().map(BootUnit::quoted).collect(Collectors.joining(" "));
    }

    /** Quotes a word so that systemd leaves specifiers, variables and escapes in it alone (systemd.service(5)). */
    private static String quoted(String word) {
        String text = specifiers(word).replace("\\", "\\\\").replace("$", "$$");
        boolean isPlain = Stream.of(" ", "\t", "\"", "'", ";").noneMatch(text::contains) && !text.isEmpty();
        return isPlain ? text : "\"" + text.replace("\"", "\\\"") + "\"";
    }

    private static String specifiers(String text) {
        return text.replace("%", "%%");
    }
}
