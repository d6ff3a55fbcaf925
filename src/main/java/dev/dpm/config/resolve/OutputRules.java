package dev.dpm.config.resolve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.Checks;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFault.Findings;
import dev.dpm.config.Option;
import dev.dpm.config.Options;
import dev.dpm.config.Output;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.Settings;
import dev.dpm.config.Settings.Setting;
import dev.dpm.config.Settings.Source;
import dev.dpm.config.resolve.TargetResolver.Draft;
import dev.dpm.config.value.Stderr;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OutputPlace;

/** Checks that no two targets write to the same file, and that the destination of each target's output exists. */
public final class OutputRules {

    private static final String OTHERS = "; allowed: a path, or a name, of its own";

    private OutputRules() {
    }

    static void check(List<Draft> drafts, Findings findings) {
        Map<String, String> owners = new HashMap<>();
        for (Draft draft : drafts) {
            Output output = Output.of(draft.settings());
            String name = draft.name().orElseThrow().value();
            if (output.mode() == OutputMode.PATH) {
                own(owners, draft, Options.OUTPUT, normal(output.stdout().path()), findings);
            }
            if (output.stderr().mode() == Stderr.Mode.PATH) {
                own(owners, draft, Options.STDERR, normal(output.stderr().path()), findings);
                // the command "logs" shows stderr under this name, so no other target may have it
                own(owners, draft, Options.STDERR, name + OutputPlace.ERRORS, findings);
            }
            if (output.stamps()) {
                own(owners, draft, Options.OUTPUT_TIMESTAMPS, name + OutputPlace.RAW, findings);
            }
            if (output.isToFile() && (name.endsWith(OutputPlace.RAW) || name.endsWith(OutputPlace.ERRORS))) {
                own(owners, draft, Options.OUTPUT, name, findings);
            }
            if (output.stderr().mode() == Stderr.Mode.APART) {
                own(owners, draft, Options.STDERR, name + OutputPlace.ERRORS, findings);
            }
        }
    }

    private static String normal(String path) {
        return NativePaths.of(path).normalize().toString();
    }

    private static void own(Map<String, String> owners, Draft draft, Option<?> option, String file,
            Findings findings) {
        String name = draft.name().orElseThrow().value();
        String owner = owners.putIfAbsent(file, name);
        if (owner != null && !owner.equals(name)) {
            String sentence = ConfigFault.quoted(file) + " is where " + owner + " writes already" + OTHERS;
            findings.fault(draft.settings().given(option)
                    .map(given -> ConfigFault.of(given.origin(), option, sentence))
                    .orElseGet(() -> new ConfigFault(draft.place(), option.name() + " " + sentence)));
        }
    }

    /**
     * Whether a target's output can be written to its destination. Adds a fault if not, and a warning if the destination
     * does not exist at present.
     */
    static boolean areMetHere(Settings settings, Findings findings) {
        Output output = Output.of(settings);
        boolean isSound = isFile(settings, Options.OUTPUT, output.stdout().path(), findings)
                & isFile(settings, Options.STDERR, output.stderr().path(), findings) & maySay(settings, findings);
        output.service().filter(service -> !Files.exists(service.socket())).ifPresent(service -> settings
                .given(Options.OUTPUT).ifPresent(given -> findings.warning(given.origin().place() + ": output: "
                        + lacking(service))));
        return isSound;
    }

    private static String lacking(OutputPlace.Service service) {
        return service.word() + " has no socket " + service.socket()
                + " on this machine: the lines wait in the target's log, as far as log_max_size and log_keep let them, "
                + "until there is one";
    }

    private static boolean isFile(Settings settings, Option<?> option, String path, Findings findings) {
        Optional<String> why = path.isEmpty()
                ? Optional.empty()
                : hint(path).or(() -> OutputPlace.fault(NativePaths.of(path)))
                        .or(() -> OutputPlace.folderFault(NativePaths.of(path)));
        Optional<Setting> given = settings.given(option);
        why.ifPresent(words -> given.ifPresent(setting -> findings.fault(ConfigFault.of(setting.origin(), option,
                ConfigFault.quoted(path) + " " + words + "; allowed: the absolute path of a regular file, "
                        + "which may not exist yet"))));
        Optional<Path> missing = path.isEmpty() || why.isPresent()
                ? Optional.empty()
                : Optional.ofNullable(NativePaths.of(path).toAbsolutePath().getParent()).filter(Files::notExists);
        missing.ifPresent(parent -> given.ifPresent(setting -> findings.warning(setting.origin().place() + ": "
                + option.name() + ": the folder " + parent + " does not exist; a start makes it for the output")));
        return why.isEmpty();
    }

    /**
     * A hint, for a message, about paths such as {@code /dev/stdout}, which are refused because they could lead to another
     * user's file; empty: no hint.
     */
    private static Optional<String> hint(String path) {
        return switch (path) {
            case "/dev/stdout", "/dev/stderr", "/dev/fd/1", "/dev/fd/2", "/proc/self/fd/1", "/proc/self/fd/2" ->
                Optional.of("is a stream of whoever opens it; output: inherit is the runner's own");
            case "/dev/null" -> Optional.of("is a device; null throws output away");
            default -> Optional.empty();
        };
    }

    private static boolean maySay(Settings settings, Findings findings) {
        OutputMode mode = settings.get(Options.OUTPUT).mode();
        boolean isIdle = settings.get(Options.OUTPUT_TIMESTAMPS) && !Output.mayStamp(mode)
                && settings.given(Options.OUTPUT).filter(given -> given.origin().source() != Source.DEFAULT)
                        .isPresent();
        if (isIdle) {
            settings.given(Options.OUTPUT_TIMESTAMPS).ifPresent(given -> findings.fault(ConfigFault.of(given.origin(),
                    Options.OUTPUT_TIMESTAMPS, "is not allowed with output " + mode.name().toLowerCase(Locale.ROOT)
                            + "; allowed: with output file, both or a path")));
        }
        return !isIdle;
    }
}
