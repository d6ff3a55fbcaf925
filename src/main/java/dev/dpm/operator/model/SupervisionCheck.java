package dev.dpm.operator.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.RestartRules.BreachAction;
import dev.dpm.config.StartRequest;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;
import dev.dpm.config.resolve.Spelling;

/**
 * Checks those rules for a Supervision that its schema cannot express. The parser of dpm-runner's command line checks the
 * options.
 */
public final class SupervisionCheck {

    private static final String OPTIONS = "spec.options.";
    /**
     * The values of {@code onBreach} that are allowed with {@code liveness: leave}. {@code unhealthy} is not among
     * them, since no probe of the pod then asks dpm-runner for the target's health.
     */
    private static final String UNSEEN = "terminate, signal:NAME or none";

    private SupervisionCheck() {
    }

    /**
     * A sentence for each fault of a Supervision, which names the faulty field; an empty list if the operator can use
     * the Supervision.
     */
    public static List<String> faults(Supervision supervision) {
        SupervisionSpec spec = supervision.getSpec();
        List<String> faults = new ArrayList<>(supervision.unread());
        faults.addAll(ofName(supervision.getMetadata().getName()));
        faults.addAll(ofSelector(spec));
        faults.addAll(ofProcess(spec));
        faults.addAll(ContainerCheck.faults(spec));
        spec.unreadableUnavailable().ifPresent(text -> faults.add("spec.maxUnavailable " + ConfigFault.quoted(text)
                + " is not allowed; allowed: " + PodShare.ALLOWED));
        List<String> ofNames = ofOptionNames(spec);
        faults.addAll(ofNames);
        Resolution resolution = resolution(spec);
        // a fault of the flag --attach, which the user did not write, only repeats another fault, so it is not reported
        resolution.faults().stream().filter(fault -> !fault.place().equals(Options.ATTACH.flag()))
                .forEach(fault -> faults.add(inTheResource(fault, spec)));
        if (resolution.isSound() && ofNames.isEmpty()) {
            faults.addAll(ofLiveness(spec, resolution.targets().get(0)));
        }
        return faults;
    }

    private static List<String> ofName(String name) {
        return name != null && name.length() > MaintainedObjects.longestName()
                ? List.of("metadata.name is too long; allowed: " + MaintainedObjects.longestName()
                        + " letters, since an object of its pods is named after it")
                : List.of();
    }

    private static List<String> ofSelector(SupervisionSpec spec) {
        boolean isEmpty = spec.selector() == null
                || isEmpty(spec.selector().getMatchLabels()) && spec.selector().getMatchExpressions().isEmpty();
        if (isEmpty) {
            return List
                    .of("spec.selector selects nothing; allowed: matchLabels or matchExpressions, one label at least");
        }
        boolean hasGap = spec.selector().getMatchExpressions().stream().anyMatch(Objects::isNull)
                || spec.selector().getMatchLabels() != null && spec.selector().getMatchLabels().containsValue(null);
        return hasGap
                ? List.of("spec.selector has a label without a value, or an expression that is null; allowed: texts")
                : LabelCheck.faults(spec.selector());
    }

    private static boolean isEmpty(Map<String, String> labels) {
        return labels == null || labels.isEmpty();
    }

    private static List<String> ofProcess(SupervisionSpec spec) {
        return spec.process() != null && spec.namedProcess().isEmpty()
                ? List.of("spec.process says nothing; allowed: match, name or both, or no process at all")
                : List.of();
    }

    private static List<String> ofOptionNames(SupervisionSpec spec) {
        List<String> faults = new ArrayList<>();
        spec.options().keySet().stream().sorted().filter(name -> !OptionNames.all().containsKey(name))
                .forEach(name -> faults.add(OPTIONS + name + " is not an option of a Supervision"
                        + Spelling.hint(name, OptionNames.all().keySet(), "")));
        return faults;
    }

    /** The result of parsing the options of a spec as the command line of dpm-runner. */
    static Resolution resolution(SupervisionSpec spec) {
        return new Resolver().resolve(new StartRequest(true, Optional.empty(), flags(spec), List.of(), Path.of("/"),
                "0022", Map.of()), Optional.empty());
    }

    /**
     * The flags of {@code dpm-runner run} by which a spec's options take effect; flags that depend on the pod are not
     * among them.
     */
    public static Map<String, String> flags(SupervisionSpec spec) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put(Options.ATTACH.name(), "true");
        Optional<Process> process = spec.namedProcess();
        if (process.isEmpty()) {
            // the dot matches every process, so dpm-runner attaches to the only process tree
            flags.put(Options.MATCH.name(), ".");
        }
        process.map(Process::name).ifPresent(name -> flags.put(Options.PROCESS_NAME.name(), name));
        process.map(Process::match).ifPresent(match -> flags.put(Options.MATCH.name(), match));
        OptionNames.all().forEach((name, option) -> Optional.ofNullable(spec.options().get(name))
                .ifPresent(value -> flags.put(option.name(), String.valueOf(value))));
        return flags;
    }

    private static List<String> ofLiveness(SupervisionSpec spec, TargetSpec target) {
        BreachAction.Kind onBreach = target.settings().get(Options.ON_BREACH).kind();
        return spec.livenessInForce() == Liveness.LEAVE && onBreach == BreachAction.Kind.UNHEALTHY
                ? List.of(OPTIONS + "onBreach 'unhealthy' reaches nobody where liveness is leave; allowed: "
                        + UNSEEN)
                : List.of();
    }

    private static String inTheResource(ConfigFault fault, SupervisionSpec spec) {
        return field(fault.place()) + " " + allowed(fault.place(), spec)
                .map(words -> fault.sentence().replaceFirst("; allowed[^;]*$", "; allowed: " + words))
                .orElse(fault.sentence());
    }

    /**
     * The words that a Supervision accepts for an option; empty if it accepts the same words as the command line. It
     * accepts fewer words for {@code onExhausted}, since dpm-runner attaches to the process and cannot restart it, and
     * for {@code onBreach}.
     */
    private static Optional<String> allowed(String place, SupervisionSpec spec) {
        if (place.equals(Options.ON_EXHAUSTED.flag())) {
            return Optional.of("leave or exit");
        }
        return place.equals(Options.ON_BREACH.flag())
                ? Optional.of(
                        spec.livenessInForce() == Liveness.LEAVE ? UNSEEN : "terminate, signal:NAME, unhealthy or none")
                : Optional.empty();
    }

    private static String field(String place) {
        Optional<? extends Option<?>> option = Options.all().stream().filter(known -> known.flag().equals(place))
                .findFirst();
        if (option.isEmpty()) {
            return place;
        }
        return option.get() == Options.MATCH
                ? "spec.process.match"
                : option.get() == Options.PROCESS_NAME
                        ? "spec.process.name"
                        : OPTIONS + OptionNames.inCamelCase(option.get().name());
    }
}
