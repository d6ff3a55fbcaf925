package dev.dpm.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.ConfigFile.Entry;
import dev.dpm.config.ConfigFile.Target;
import dev.dpm.config.value.BadValue;
import dev.dpm.process.TargetName;

/**
 * Makes the targets {@code web-0}, {@code web-1} and so on from a target with {@code instances}. The number replaces
 * {@code {instance}} in each text of the target's settings.
 */
public final class Instances {

    /** The highest number of instances of a target. */
    public static final int MOST = 1000;

    private static final String WORD = "{instance}";
    private static final Pattern NAME = Pattern.compile("(.+)-(0|[1-9][0-9]{0,2})");
    private static final String ELSEWHERE = WORD + " is known only in a target with instances";

    public record Scale(int written, int ordered) {

        boolean holds(int count) {
            return written == 0 || written == count;
        }
    }

    /**
     * The numbers of instances that users have set by the command {@code scale}, by the name of the target in its
     * configuration file.
     */
    public static Map<String, Scale> ordered(Collection<TargetSpec> targets) {
        Map<String, Scale> scales = new TreeMap<>();
        for (TargetSpec spec : targets) {
            if (spec.settings().isChanged(Options.INSTANCES)) {
                int written = spec.settings().unchanged(Options.INSTANCES).find(Options.INSTANCES).orElse(0);
                spec.instanceOf().ifPresent(family -> scales.put(family,
                        new Scale(written, spec.settings().find(Options.INSTANCES).orElse(written))));
            }
        }
        return scales;
    }

    /** A copy of an instance's specification, in which {@code scale} has set the number of instances. */
    public static TargetSpec scaled(TargetSpec spec, int count) {
        Settings written = spec.settings().unchanged(Options.INSTANCES);
        boolean isAsWritten = written.find(Options.INSTANCES).equals(Optional.of(count));
        try {
            return spec.withSettings(isAsWritten
                    ? written
                    : written.changed(Options.INSTANCES, Integer.toString(count), "command"));
        } catch (BadValue e) {
            throw new IllegalArgumentException("nobody checked that there can be " + count + " instances", e);
        }
    }

    private final Map<String, Scale> scales;
    private final Findings findings;
    private final Map<String, List<String>> made = new LinkedHashMap<>();

    private Instances(Map<String, Scale> scales, Findings findings) {
        this.scales = scales;
        this.findings = findings;
    }

    static boolean isIn(String text) {
        return text.contains(WORD);
    }

    /**
     * The name of the target of which a target with this name is an instance, such as {@code web} for {@code web-0}; empty:
     * the name does not end in a number.
     */
    public static Optional<String> family(String name) {
        return Optional.of(NAME.matcher(name)).filter(Matcher::matches).map(match -> match.group(1));
    }

    public static int number(String name) {
        Matcher match = NAME.matcher(name);
        return match.matches() ? Integer.parseInt(match.group(2)) : -1;
    }

    public static ConfigFile expanded(ConfigFile file, Map<String, Scale> scales, Findings findings) {
        Instances instances = new Instances(scales, findings);
        ConfigFile each = instances.each(file, List.of());
        return instances.made.isEmpty() ? each : instances.needed(each);
    }

    private ConfigFile each(ConfigFile file, List<Entry> outer) {
        List<Entry> counts = new ArrayList<>(file.defaults().stream().filter(Instances::isCount).toList());
        counts.addAll(outer);
        file.defaults().stream().filter(entry -> entry.text().contains(WORD))
                .forEach(entry -> findings.fault(entry.place(), ELSEWHERE + ", not in defaults"));
        List<Target> targets = new ArrayList<>();
        for (Target target : file.targets()) {
            targets.addAll(each(target, counts));
        }
        return new ConfigFile(file.path(), file.runner(), file.defaults(), targets, file.receivers(),
                file.included().stream().map(included -> each(included, counts)).toList());
    }

    private static boolean isCount(Entry entry) {
        return entry.key().equals(Options.INSTANCES.name());
    }

    private List<Target> each(Target target, List<Entry> defaults) {
        Optional<Entry> written = target.entries().stream().filter(Instances::isCount).findFirst()
                .or(() -> defaults.stream().findFirst());
        Optional<Integer> count = written.flatMap(entry -> count(entry.text()));
        if (written.isEmpty()) {
            refuse(target);
            return List.of(target);
        }
        if (count.isEmpty()) {
            // the number in the file is wrong and has a fault already; with one instance, no further fault follows
            made.put(target.name(), List.of(name(target.name(), 0)));
            return TargetName.isValid(target.name()) ? List.of(instance(target, 0)) : List.of(target);
        }
        int wanted = Optional.ofNullable(scales.get(target.name())).filter(scale -> scale.holds(count.get()))
                .map(Scale::ordered).orElse(count.get());
        if (!TargetName.isValid(target.name()) || !fits(target, wanted)) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        for (int number = 0; number < wanted; number++) {
            targets.add(instance(target, number));
        }
        made.put(target.name(), targets.stream().map(Target::name).toList());
        return targets;
    }

    private boolean fits(Target target, int count) {
        String last = name(target.name(), count - 1);
        if (!TargetName.isValid(target.name())) {
            findings.fault(target.place(), "target name " + ConfigFault.quoted(target.name())
                    + " is not allowed; allowed: each name once, " + TargetName.ALLOWED);
        } else if (!TargetName.isValid(last)) {
            findings.fault(target.place(), "target name " + ConfigFault.quoted(target.name())
                    + " is too long for its instances: " + ConfigFault.quoted(last) + "; allowed: "
                    + TargetName.ALLOWED);
        }
        return TargetName.isValid(last);
    }

    /** The number of instances in a text; empty: the text is wrong. Its fault is reported elsewhere. */
    private static Optional<Integer> count(String text) {
        try {
            return Optional.of(Options.INSTANCES.parse(text));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    private void refuse(Target target) {
        target.entries().stream().filter(entry -> entry.text().contains(WORD))
                .forEach(entry -> findings.fault(entry.place(), entry.key() + ": " + ELSEWHERE));
        if (target.command().stream().anyMatch(word -> word.contains(WORD))
                || target.arguments().stream().anyMatch(word -> word.contains(WORD))) {
            findings.fault(target.place(), "the command of " + target.name() + ": " + ELSEWHERE);
        }
    }

    private static Target instance(Target target, int number) {
        return new Target(name(target.name(), number), target.place(), with(target.command(), number),
                with(target.arguments(), number), target.entries().stream()
                        .map(entry -> new Entry(entry.key(), with(entry.text(), number), entry.place())).toList());
    }

    static String name(String family, int number) {
        return family + "-" + number;
    }

    private static List<String> with(List<String> words, int number) {
        return words.stream().map(word -> with(word, number)).toList();
    }

    private static String with(String text, int number) {
        return text.replace(WORD, Integer.toString(number));
    }

    private ConfigFile needed(ConfigFile file) {
        List<Target> targets = file.targets().stream().map(target -> new Target(target.name(), target.place(),
                target.command(), target.arguments(), target.entries().stream().map(this::needed).toList())).toList();
        return new ConfigFile(file.path(), file.runner(), file.defaults().stream().map(this::needed).toList(), targets,
                file.receivers(), file.included().stream().map(this::needed).toList());
    }

    private Entry needed(Entry entry) {
        if (!Options.byName(entry.key()).filter(Options.DEPENDS_ON::equals).isPresent()) {
            return entry;
        }
        List<String> needs = new ArrayList<>();
        for (String one : entry.text().split(",", -1)) {
            int colon = one.indexOf(':');
            String name = (colon < 0 ? one : one.substring(0, colon)).strip();
            String condition = colon < 0 ? "" : one.substring(colon);
            made.getOrDefault(name, List.of(name)).forEach(instance -> needs.add(instance + condition));
        }
        return new Entry(entry.key(), String.join(",", needs), entry.place());
    }

    public static StartRequest of(StartRequest request, int number) {
        Map<String, String> flags = flags(request, number);
        flags.computeIfPresent(Options.NAME.name(), (option, name) -> name(name, number));
        return new StartRequest(request.foreground(), request.name().map(name -> name(name, number)), flags,
                with(request.command(), number), request.cwd(), request.umask(), request.environment(),
                request.earlierFile());
    }

    /**
     * The request with the first instance's number in place of {@code {instance}}, so that the values of its flags can be
     * parsed.
     */
    public static StartRequest parsable(StartRequest request) {
        return request.flags().containsKey(Options.INSTANCES.name())
                ? new StartRequest(request.foreground(), request.name(), flags(request, 0), request.command(),
                        request.cwd(), request.umask(), request.environment(), request.earlierFile())
                : request;
    }

    private static Map<String, String> flags(StartRequest request, int number) {
        Map<String, String> flags = new HashMap<>();
        request.flags().forEach((option, text) -> flags.put(option, with(text, number)));
        return flags;
    }

    public static void refuse(StartRequest request, Findings findings) {
        request.flags().forEach((option, text) -> {
            if (text.contains(WORD)) {
                findings.fault("--" + option, ELSEWHERE);
            }
        });
        if (request.command().stream().anyMatch(word -> word.contains(WORD))) {
            findings.fault("-- COMMAND", ELSEWHERE);
        }
    }

    /** Whether the target that a command line declares can have instances. If it cannot, a fault is added. */
    public static boolean areMet(StartRequest request, int count, Findings findings) {
        String name = request.name().orElseGet(() -> request.flags().getOrDefault(Options.NAME.name(), ""));
        if (name.isEmpty()) {
            findings.fault(Options.INSTANCES.flag(), "is not allowed without a name; allowed: together with --name");
            return false;
        }
        if (TargetName.isValid(name) && !TargetName.isValid(name(name, count - 1))) {
            findings.fault(Options.NAME.flag(), ConfigFault.quoted(name) + " is too long for its instances: "
                    + ConfigFault.quoted(name(name, count - 1)) + "; allowed: " + TargetName.ALLOWED);
            return false;
        }
        return true;
    }
}
