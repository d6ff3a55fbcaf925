package dev.dpm.config.resolve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.dpm.config.AttachRules;
import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Hooks;
import dev.dpm.config.Options;
import dev.dpm.config.Readiness;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.Timing;
import dev.dpm.config.Watching;
import dev.dpm.config.resolve.ProgramSearch.Interpreters;
import dev.dpm.config.resolve.ProgramSearch.Unrunnable;
import dev.dpm.config.resolve.RunnerChecks.ProbeTime;
import dev.dpm.process.Accounts;
import dev.dpm.process.ArgumentSpace;
import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;
import dev.dpm.process.Privileges;
import dev.dpm.process.TargetName;

final class TargetResolver {

    /** Variables that a service manager sets for its child only: sd_notify(3), sd_watchdog_enabled(3), sd_listen_fds(3). */
    private static final List<String> SERVICE_MANAGERS = List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID",
            "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES");
    private static final Pattern UMASK = Pattern.compile("0*[0-7]{1,3}");

    private final StartRequest request;
    private final Optional<Path> file;
    private final Findings findings;
    private final ThresholdReach reach = ThresholdReach.here();

    TargetResolver(StartRequest request, Optional<Path> file, Findings findings) {
        this.request = request;
        this.file = file;
        this.findings = findings;
    }

    /**
     * One target as the user wrote it, before its files are checked.
     *
     * @param name empty: derived from the script or program
     * @param place where the user wrote the target, for faults
     * @param command program and arguments; empty: script and program are options
     * @param arguments the arguments of the script
     * @param base the folder for relative paths
     */
    record Draft(Optional<TargetName> name, String place, List<String> command, List<String> arguments, Path base,
            Settings settings) {
    }

    /** The target's specification; empty: a program is missing, or there is a fault, which is reported. */
    Optional<TargetSpec> resolve(Draft draft) {
        if (!AttachChecks.areMet(draft, findings)) {
            return Optional.empty();
        }
        reach.warn(draft.settings(), findings);
        if (AttachRules.asks(draft.settings())) {
            return isUmask() & areVariables(draft, environment(draft.settings(), Map.of()))
                    ? sized(attached(draft), draft)
                    : Optional.empty();
        }
        Path cwd = draft.settings().find(Options.CWD).map(NativePaths::of).orElse(request.cwd());
        boolean isSound = isFolder(draft, cwd) & areWords(draft) & isUmask() & canBeReady(draft) & isTimely(draft)
                & PropertyRules.areMetHere(draft.settings(), findings)
                & OutputRules.areMetHere(draft.settings(), findings);
        if (!isSound) {
            return Optional.empty();
        }
        Optional<Settings> whole = EnvFiles.intoVariables(draft.settings(), findings);
        Optional<Map<String, String>> users = draft.settings().given(Options.USER).isEmpty()
                ? Optional.of(Map.of())
                : new TargetUser(Accounts.ofThisMachine(), Privileges.own()).variables(draft.settings(), findings);
        if (whole.isEmpty() || users.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> environment = environment(whole.get(), users.get());
        if (!areVariables(draft, environment)) {
            return Optional.empty();
        }
        ProgramSearch programs = new ProgramSearch(environment, cwd);
        try {
            List<String> command = draft.command().isEmpty() ? script(draft, programs) : program(draft, programs);
            TargetName name = draft.name().orElseGet(() -> TargetName.from(source(draft)));
            TargetSpec spec = new TargetSpec(name, command, cwd, environment, request.umask(),
                    Timing.withDefaults(whole.get()), file);
            ProbeTime.tooShort(spec).ifPresent(findings::warning);
            WideWatch.warn(draft.settings(), cwd, environment.getOrDefault("HOME", ""), findings);
            return sized(spec, draft);
        } catch (Unrunnable e) {
            String who = draft.name().map(name -> "target " + name + ": ").orElse("");
            findings.missing(place(draft) + who + neither(draft) + e.getMessage() + ": nothing was started"
                    + advice(draft));
            return Optional.empty();
        }
    }

    private Optional<TargetSpec> sized(TargetSpec spec, Draft draft) {
        return new SizeRules(ArgumentSpace.own(), findings).areMet(spec, draft.place())
                ? Optional.of(spec)
                : Optional.empty();
    }

    private String place(Draft draft) {
        if (file.isEmpty()) {
            return "";
        }
        Optional<Setting> script = draft.command().isEmpty()
                ? draft.settings().given(Options.SCRIPT_PATH).or(() -> draft.settings().given(Options.PROCESS_NAME))
                : Optional.empty();
        return script.map(Setting::origin).filter(origin -> origin.source() == Source.FILE).map(Origin::place)
                .orElse(draft.place()) + ": ";
    }

    private String neither(Draft draft) {
        boolean isDefault = draft.command().isEmpty() && draft.settings().given(Options.SCRIPT_PATH).isEmpty();
        return file.isPresent() && isDefault ? "neither command nor script_path is given, and the default " : "";
    }

    /** Advice for a user whose request names nothing to start; empty text: no advice. */
    private String advice(Draft draft) {
        boolean isNothing = file.isEmpty() && draft.command().isEmpty()
                && draft.settings().given(Options.SCRIPT_PATH).isEmpty()
                && draft.settings().given(Options.PROCESS_NAME).isEmpty();
        String command = request.foreground() ? "run" : "start";
        return isNothing
                ? "; `" + command + " -- PROGRAM ARGS` starts a program, `" + command
                        + " --script_path FILE` a script, `"
                        + command + " --config FILE` the targets of a file"
                : "";
    }

    /** Checks names and values of variables (environ(7)). The kernel or the C library would refuse some at every launch. */
    private boolean areVariables(Draft draft, Map<String, String> environment) {
        List<String> bad = environment.entrySet().stream()
                .filter(entry -> !isVariable(entry.getKey()) || entry.getValue().indexOf('\0') >= 0)
                .map(entry -> ConfigFault.quoted(entry.getKey())).sorted().toList();
        bad.forEach(name -> findings.fault(draft.name().map(known -> "environment of " + known)
                .orElse("environment"),
                "the variable " + name
                        + " cannot be given to a program; allowed: a name without = and NUL that is not empty, "
                        + "and a value without NUL"));
        return bad.isEmpty();
    }

    private static boolean isVariable(String name) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0;
    }

    /** Whether the umask in the request has permission bits only (umask(2)). If not, a fault is reported. */
    private boolean isUmask() {
        boolean isSound = UMASK.matcher(request.umask()).matches();
        if (!isSound) {
            findings.fault("umask", ConfigFault.quoted(request.umask())
                    + " is not allowed; allowed: an octal number from 0 to 0777");
        }
        return isSound;
    }

    /**
     * The specification of an attached target. The folder and the environment in it are used only by checks that run a command.
     */
    private TargetSpec attached(Draft draft) {
        Settings whole = AttachRules.withDefaults(draft.settings());
        return new TargetSpec(draft.name().orElseGet(() -> AttachRules.nameFrom(whole)), List.of(), request.cwd(),
                environment(whole, Map.of()), request.umask(), whole, file);
    }

    private boolean isFolder(Draft draft, Path cwd) {
        String fault = !Files.exists(cwd)
                ? "does not exist"
                : !Files.isDirectory(cwd) ? "is not a folder" : !Files.isExecutable(cwd) ? "cannot be entered" : "";
        if (fault.isEmpty()) {
            return true;
        }
        String sentence = NativePaths.shown(cwd) + " " + fault
                + "; allowed: an existing folder that the target can run in";
        findings.fault(draft.settings().given(Options.CWD).map(Setting::origin)
                .map(origin -> ConfigFault.of(origin, Options.CWD, sentence))
                .orElse(new ConfigFault("the caller's folder", sentence)));
        return false;
    }

    private boolean canBeReady(Draft draft) {
        Optional<ConfigFault> fault = Readiness.fault(draft.settings()).or(() -> Hooks.fault(draft.settings()));
        fault.ifPresent(findings::fault);
        return fault.isEmpty();
    }

    private boolean isTimely(Draft draft) {
        Optional<ConfigFault> fault = Timing.fault(draft.settings()).or(() -> Watching.fault(draft.settings()));
        fault.ifPresent(findings::fault);
        return fault.isEmpty();
    }

    private boolean areWords(Draft draft) {
        List<String> words = new ArrayList<>(draft.command());
        words.addAll(draft.arguments());
        boolean isProgram = draft.command().isEmpty() || !draft.command().get(0).isBlank();
        boolean isText = words.stream().noneMatch(word -> word.indexOf('\0') >= 0);
        if (!isProgram || !isText) {
            findings.fault(draft.place(), "the command is not allowed; allowed: a program and its arguments, "
                    + "the program not empty, none with a NUL character");
        }
        return isProgram && isText;
    }

    /**
     * The environment of a target: the variables in the request, then those of the target's user (as systemd's User= sets
     * them), then those in the settings. Later ones have precedence.
     */
    private Map<String, String> environment(Settings settings, Map<String, String> users) {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.remove(StartRequest.TOKEN_VARIABLE);
        SERVICE_MANAGERS.forEach(environment::remove);
        environment.remove(LaunchOrder.COOKIE);
        environment.putAll(users);
        settings.find(Options.ENV).ifPresent(environment::putAll);
        return environment;
    }

    private static List<String> program(Draft draft, ProgramSearch programs) throws Unrunnable {
        List<String> command = new ArrayList<>(draft.command());
        command.set(0, NativePaths.text(programs.find(command.get(0), draft.base())));
        return command;
    }

    private static List<String> script(Draft draft, ProgramSearch programs) throws Unrunnable {
        Path script = Written.absolute(draft.base(), draft.settings().get(Options.SCRIPT_PATH));
        checkScript(script);
        List<String> command = new ArrayList<>();
        boolean isProgramGiven = draft.settings().given(Options.PROCESS_NAME).isPresent();
        if (!isProgramGiven && Files.isExecutable(script) && ProgramSearch.hasInterpreterLine(script)) {
            programs.checkInterpreter(script);
        } else {
            command.add(NativePaths.text(isProgramGiven || Interpreters.of(script).isEmpty()
                    ? programs.find(interpreter(draft, programs, isProgramGiven), draft.base())
                    : Interpreters.find(script, programs, draft.base())));
        }
        command.add(NativePaths.text(script));
        command.addAll(draft.arguments());
        return command;
    }

    private static void checkScript(Path script) throws Unrunnable {
        ProgramSearch.checkFile("target script", script);
        if (!Files.isReadable(script)) {
            throw new Unrunnable("target script " + NativePaths.shown(script) + " cannot be read");
        }
    }

    /** The program that runs a script: {@code python3} by default, since Debian has no {@code python}. */
    private static String interpreter(Draft draft, ProgramSearch programs, boolean isGiven) {
        String program = draft.settings().get(Options.PROCESS_NAME);
        boolean isStandIn = !isGiven && !programs.isOnPath(program) && programs.isOnPath("python3");
        return isStandIn ? "python3" : program;
    }

    private static String source(Draft draft) {
        return draft.command().isEmpty() ? draft.settings().get(Options.SCRIPT_PATH) : draft.command().get(0);
    }
}
