package dev.dpm.config.resolve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.dpm.config.AttachRules;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.Instances;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.Option;
import dev.dpm.config.Option.Scope;
import dev.dpm.config.Options;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Origin;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.TargetResolver.Draft;
import dev.dpm.process.NativePaths;
import dev.dpm.process.TargetName;

/**
 * Makes the specifications of runner and targets from a request. For a runner's option, the precedence is flag, environment,
 * file, default; for a target's: flag, the target in the file, the file's defaults, environment, default.
 */
public final class Resolver {

    private static final String EVERY_TARGET = "'" + TargetName.ALL
            + "' is not allowed, since commands take it for every "
            + "target; allowed: any other name";

    /** The origin of defaults that apply only to the command {@code run}. */
    static final Origin RUN = new Origin(Source.DEFAULT, "run");

    private static final List<Option<?>> ONE_TARGETS = List.of(Options.NAME, Options.SCRIPT_PATH, Options.PROCESS_NAME,
            Options.ATTACH, Options.MATCH, Options.PID, Options.PID_FILE, Options.INSTANCES);

    private final Map<String, Scale> scales;

    public Resolver() {
        this(Map.of());
    }

    /**
     * Makes a resolver.
     *
     * @param scales the numbers of instances that the command {@code scale} has set, by the name of the target in the file
     */
    public Resolver(Map<String, Scale> scales) {
        this.scales = Map.copyOf(scales);
    }

    public Optional<Path> configFile(StartRequest request) {
        // the method resolve finds these faults, too, and reports them
        Findings unheard = new Findings();
        Settings given = Sources.flags(request, unheard).over(Sources.environment(request, unheard));
        return given.find(Options.CONFIG).map(NativePaths::of);
    }

    /** Resolves a request with its configuration file. Without a file, the request declares exactly one target. */
    public Resolution resolve(StartRequest request, Optional<ConfigFile> file) {
        Findings findings = new Findings();
        Optional<ConfigFile> expanded = file.map(given -> expanded(given, request, findings));
        return resolve(request, expanded, expanded, findings, findings);
    }

    /**
     * Resolves a request without a configuration file. Only the runner's settings come from the file of the previous runner.
     */
    public Resolution resolveBeside(StartRequest request, ConfigFile runners) {
        Findings findings = new Findings();
        // the request did not name the previous runner's file, so an unset variable in it is no fault
        Findings unset = new Findings();
        ConfigFile runner = FileVariables.runnersPart(runners, request.environment(), unset);
        // a receiver with a fault is left out and does not prevent the start
        Findings ofReceivers = new Findings();
        Resolution resolution = resolve(request, Optional.empty(), Optional.of(runner), findings, ofReceivers);
        return resolution.withWarningsFirst(Stream.of(unset, ofReceivers).map(Findings::sentences)
                .flatMap(List::stream).toList());
    }

    private ConfigFile expanded(ConfigFile file, StartRequest request, Findings findings) {
        return Instances.expanded(FileVariables.expanded(file, request.environment(), findings), scales, findings);
    }

    /** Resolves only the runner's own settings, from a request and the configuration file of the runner. */
    public Resolution resolveRunner(StartRequest request, Optional<ConfigFile> runners) {
        Findings findings = new Findings();
        return Resolution.of(findings, runner(Asked.of(request, findings),
                runners.map(given -> FileVariables.runnersPart(given, request.environment(), findings)), findings,
                findings), List.of());
    }

    /** Resolves those targets of a file whose names {@code which} accepts. */
    public Resolution resolveTargets(StartRequest request, ConfigFile written, Predicate<TargetName> which) {
        Findings findings = new Findings();
        ConfigFile file = expanded(written, request, findings);
        RunnerSpec runner = new RunnerSpec(written(file, findings).only(Scope.RUNNER), Optional.of(file.path()),
                Receivers.of(file, findings));
        return Resolution.of(findings, runner,
                targets(Asked.of(request, findings), Optional.of(file), which, findings));
    }

    private record Asked(StartRequest request, Settings flags, Settings environment) {
        static Asked of(StartRequest request, Findings findings) {
            return new Asked(request, Sources.flags(Instances.parsable(request), findings),
                    Sources.environment(request, findings));
        }

        /** Whether the command {@code run} goes on when all targets have ended. */
        boolean remains(Optional<ConfigFile> file) {
            // these faults are reported when the request is resolved
            Settings runner = file.map(given -> written(given, new Findings())).orElse(Settings.none());
            return flags.over(environment).over(runner).get(Options.REMAIN_AFTER_EXIT);
        }
    }

    private static Resolution resolve(StartRequest request, Optional<ConfigFile> file, Optional<ConfigFile> runners,
            Findings findings, Findings ofReceivers) {
        Asked asked = Asked.of(request, findings);
        RunnerSpec runner = runner(asked, runners, findings, ofReceivers);
        return Resolution.of(findings, runner, targets(asked, file, name -> true, findings));
    }

    private static List<TargetSpec> targets(Asked asked, Optional<ConfigFile> file, Predicate<TargetName> which,
            Findings findings) {
        StartRequest request = asked.request();
        Settings flags = asked.flags().only(Scope.TARGET);
        Settings environment = asked.environment().only(Scope.TARGET);
        List<Draft> drafts = file.filter(given -> !request.attaches())
                .map(given -> drafts(asked, given, flags, environment, findings))
                .orElseGet(() -> instances(asked,
                        draft(asked, file.map(given -> over(flags, given, findings)).orElse(flags), environment, true,
                                findings),
                        environment, findings));
        checkStdin(request, asked.flags(), drafts.size(), findings);
        TargetResolver resolver = new TargetResolver(request, file.map(ConfigFile::path), findings);
        List<TargetSpec> specs = drafts.stream().filter(draft -> draft.name().filter(which.negate()).isEmpty())
                .map(resolver::resolve).flatMap(Optional::stream).toList();
        IdleSettings.warn(drafts.stream().map(Draft::settings).toList(), findings);
        return specs;
    }

    private static RunnerSpec runner(Asked asked, Optional<ConfigFile> file, Findings findings,
            Findings ofReceivers) {
        Settings written = file.map(given -> written(given, findings)).orElse(Settings.none());
        RunnerSpec runner = new RunnerSpec(
                asked.flags().over(asked.environment()).over(written).only(Scope.RUNNER), file.map(ConfigFile::path),
                file.map(given -> Receivers.of(given, ofReceivers)).orElse(List.of()));
        new RunnerChecks(runner, asked.request(), findings).check();
        IdleSettings.warn(List.of(runner.settings()), findings);
        ReceiverChecks.lacking(runner.receivers(), asked.request().environment()).forEach(findings::warning);
        return runner;
    }

    private static Settings written(ConfigFile file, Findings findings) {
        return Sources.entries(file.runner(), file.folder(), findings);
    }

    /**
     * The settings of an attached target: its flags have precedence over the defaults of a file. Targets in that file are
     * reported as a fault.
     */
    private static Settings over(Settings flags, ConfigFile file, Findings findings) {
        file.targets().forEach(target -> findings.fault(target.place(), "a target is not allowed in a file beside "
                + Options.ATTACH.flag() + ", which selects the target; allowed: defaults"));
        if (!file.included().isEmpty()) {
            findings.fault(file.path().toString(), "include is not allowed in a file beside " + Options.ATTACH.flag()
                    + "; allowed: defaults");
        }
        return Sources.layered(flags, AttachRules.fitting(Sources.entries(file.defaults(), file.folder(), findings),
                true));
    }

    /**
     * The instances of the target that a command line declares. Without {@code --instances}, the result is the target alone.
     */
    private static List<Draft> instances(Asked asked, Draft draft, Settings environment, Findings findings) {
        Optional<Integer> count = asked.flags().find(Options.INSTANCES);
        if (count.isEmpty()) {
            Instances.refuse(asked.request(), findings);
            return List.of(draft);
        }
        if (!Instances.areMet(asked.request(), count.get(), findings)) {
            return List.of();
        }
        List<Draft> each = new ArrayList<>();
        for (int number = 0; number < count.get(); number++) {
            // the flags were checked before, so their faults are not reported a second time
            Findings known = new Findings();
            Asked one = Asked.of(Instances.of(asked.request(), number), known);
            each.add(draft(one, one.flags().only(Scope.TARGET), environment, count.get() == 1, known));
        }
        return each;
    }

    private static Draft draft(Asked asked, Settings flags, Settings environment, boolean isOnly, Findings findings) {
        StartRequest request = asked.request();
        boolean attaches = AttachRules.asks(flags.over(environment));
        Settings settings = withForegroundDefaults(request,
                flags.over(AttachRules.fittingOne(environment, attaches)),
                isOnly && !asked.remains(Optional.empty()));
        boolean isScript = flags.given(Options.SCRIPT_PATH).isPresent()
                || flags.given(Options.PROCESS_NAME).isPresent();
        List<String> command = isScript ? List.of() : request.command();
        List<String> arguments = isScript ? request.command() : List.of();
        return new Draft(name(request, settings, findings), "-- COMMAND", command, arguments, request.cwd(), settings);
    }

    private static Optional<TargetName> name(StartRequest request, Settings settings, Findings findings) {
        Optional<TargetName> option = settings.find(Options.NAME);
        option.filter(name -> name.value().equals(TargetName.ALL))
                .ifPresent(name -> findings.fault("--name", EVERY_TARGET));
        if (request.name().isEmpty()) {
            return option;
        }
        String name = request.name().get();
        if (!TargetName.isValid(name)) {
            findings.fault("NAME", ConfigFault.quoted(name) + " is not allowed; allowed: " + TargetName.ALLOWED);
            return option;
        }
        if (name.equals(TargetName.ALL)) {
            findings.fault("NAME", EVERY_TARGET);
        }
        if (option.isPresent() && !option.get().value().equals(name)) {
            findings.fault("--name", ConfigFault.quoted(option.get().value()) + " is not allowed beside NAME "
                    + ConfigFault.quoted(name) + "; allowed: one of them, or both alike");
        }
        return Optional.of(new TargetName(name));
    }

    private static List<Draft> drafts(Asked asked, ConfigFile file, Settings flags, Settings environment,
            Findings findings) {
        refuseOneTargetsWords(asked.request(), flags, findings);
        boolean endsWithIt = file.count() == 1 && !asked.remains(Optional.of(file));
        Settings defaults = Sources.entries(file.defaults(), file.folder(), findings);
        List<Draft> drafts = new ArrayList<>(drafts(asked, file, defaults, flags, environment, endsWithIt, findings));
        for (ConfigFile included : file.included()) {
            Settings own = Sources.layered(Sources.entries(included.defaults(), included.folder(), findings), defaults);
            drafts.addAll(drafts(asked, included, own, flags, environment, endsWithIt, findings));
        }
        List<Draft> each = onceEach(drafts, findings);
        OrderRules.check(each, findings);
        OutputRules.check(each, findings);
        PidFileRules.check(each, findings);
        return each;
    }

    private static List<Draft> drafts(Asked asked, ConfigFile file, Settings defaults, Settings flags,
            Settings environment, boolean endsWithIt, Findings findings) {
        List<Draft> drafts = new ArrayList<>();
        for (Target target : file.targets()) {
            if (!TargetName.isValid(target.name())) {
                findings.fault(target.place(), "target name " + ConfigFault.quoted(target.name())
                        + " is not allowed; allowed: each name once, " + TargetName.ALLOWED);
                continue;
            }
            if (target.name().equals(TargetName.ALL)) {
                findings.fault(target.place(), "target name " + EVERY_TARGET);
            }
            Settings written = Sources.entries(target.entries(), file.folder(), findings);
            boolean attaches = AttachRules.asks(flags.over(written).over(defaults).over(environment));
            Settings own = Sources.layered(written, AttachRules.fitting(defaults, attaches));
            Settings all = Sources.layered(flags, own).over(AttachRules.fitting(environment, attaches));
            drafts.add(new Draft(Optional.of(new TargetName(target.name())), target.place(), target.command(),
                    target.arguments(), file.folder(), withForegroundDefaults(asked.request(), all, endsWithIt)));
        }
        return drafts;
    }

    private static List<Draft> onceEach(List<Draft> drafts, Findings findings) {
        Map<TargetName, Draft> once = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            TargetName name = draft.name().orElseThrow();
            Optional.ofNullable(once.putIfAbsent(name, draft)).ifPresent(first -> twice(name, draft, first, findings));
        }
        // the word web means all instances of web, so no other target may have this name
        for (Draft instance : once.values()) {
            family(instance).map(once::get).ifPresent(other -> twice(other.name().orElseThrow(), other, instance,
                    findings));
        }
        return List.copyOf(once.values());
    }

    private static void twice(TargetName name, Draft draft, Draft first, Findings findings) {
        findings.fault(draft.place(), "target name " + ConfigFault.quoted(name.value()) + " is not allowed: "
                + first.place() + " has it already; allowed: each name once");
    }

    private static Optional<TargetName> family(Draft draft) {
        return draft.settings().given(Options.INSTANCES).filter(count -> count.origin().source() == Source.FILE)
                .flatMap(count -> draft.name().flatMap(name -> Instances.family(name.value()))).map(TargetName::new);
    }

    private static void refuseOneTargetsWords(StartRequest request, Settings flags, Findings findings) {
        String sentence = "is not allowed beside a configuration file (--config, DPM_CONFIG), which names its targets";
        if (!request.command().isEmpty()) {
            findings.fault("-- COMMAND", sentence);
        }
        if (request.name().isPresent()) {
            findings.fault("NAME", sentence);
        }
        ONE_TARGETS.stream().filter(option -> flags.given(option).isPresent())
                .forEach(option -> findings.fault(option.flag(), sentence));
    }

    private static Settings withForegroundDefaults(StartRequest request, Settings settings, boolean endsWithIt) {
        if (!request.foreground() || AttachRules.asks(settings)) {
            return settings;
        }
        // the runner must copy the output of several targets, to add their names
        boolean isDirect = endsWithIt && !settings.get(Options.OUTPUT_TIMESTAMPS);
        Settings defaults = Settings.none().known(Options.OUTPUT, isDirect ? "inherit" : "both", RUN);
        return settings.over(endsWithIt ? defaults.known(Options.ON_EXHAUSTED, "exit", RUN) : defaults);
    }

    private static void checkStdin(StartRequest request, Settings flags, int targets, Findings findings) {
        boolean isInherited = flags.get(Options.STDIN) == OutputMode.INHERIT;
        if (isInherited && (!request.foreground() || targets != 1)) {
            findings.fault(Options.STDIN.flag(), "'inherit' is not allowed here; allowed: null, "
                    + "or inherit with run and exactly one target");
        }
    }
}
