package dev.dpm.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.Stderr;
import dev.dpm.lifecycle.Life;
import dev.dpm.process.Incarnation;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.output.Writers;
import dev.dpm.supervision.Snapshot;
import dev.dpm.supervision.TargetSnapshot;

/** Finds out which output files are open in living targets. */
final class OutputWriters implements Writers {

    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    private final Supplier<Snapshot> snapshot;
    private final BiFunction<Incarnation, ProcessIdentity, List<ProcessIdentity>> members;

    OutputWriters(Supplier<Snapshot> snapshot,
            BiFunction<Incarnation, ProcessIdentity, List<ProcessIdentity>> members) {
        this.snapshot = snapshot;
        this.members = members;
    }

    @Override
    public List<Path> descriptors(String log) {
        return writing(log).flatMap(target -> processes(target).map(ProcessIdentity::pid).distinct()
                .flatMap(pid -> descriptors(pid, isErrors(log, target.spec())))).toList();
    }

    /**
     * The paths in {@code /proc} of the stdout and stderr of one process. The first path is that of the stream which the log
     * contains. The other stream may also lead to the log, but only for a moment: while a shell runs a builtin command with a
     * redirection, such as {@code echo x >&2}.
     */
    static Stream<Path> descriptors(long pid, boolean isErrors) {
        return (isErrors ? Stream.of(STDERR, STDOUT) : Stream.of(STDOUT, STDERR))
                .map(number -> Path.of("/proc/" + pid + "/fd/" + number));
    }

    @Override
    public String owner(String log) {
        return writing(log).map(one -> one.spec().name().value()).findFirst().orElse(log);
    }

    @Override
    public Set<String> logs() {
        return launched().filter(one -> one.state().life().flatMap(Life::main).isPresent())
                .flatMap(one -> logs(one.spec())).collect(Collectors.toSet());
    }

    private Stream<TargetSnapshot> writing(String log) {
        return launched().filter(one -> logs(one.spec()).anyMatch(log::equals));
    }

    private Stream<TargetSnapshot> launched() {
        return snapshot.get().targets().stream().filter(one -> one.spec().attach().isEmpty());
    }

    private static Stream<String> logs(TargetSpec spec) {
        return Stream.concat(spec.output().isToFile() ? Stream.of(spec.name() + ending(spec)) : Stream.empty(),
                spec.output().hasErrorsApart() ? Stream.of(errors(spec)) : Stream.empty());
    }

    private static boolean isErrors(String log, TargetSpec spec) {
        return spec.output().hasErrorsApart() && errors(spec).equals(log);
    }

    private static String errors(TargetSpec spec) {
        boolean isApart = spec.output().stderr().mode() == Stderr.Mode.APART;
        return spec.name() + OutputPlace.ERRORS + (isApart ? ending(spec) : "");
    }

    private static String ending(TargetSpec spec) {
        return spec.output().stamps() ? OutputPlace.RAW : "";
    }

    private Stream<ProcessIdentity> processes(TargetSnapshot target) {
        return target.state().life().stream().flatMap(life -> {
            Optional<ProcessIdentity> main = life.main();
            Incarnation incarnation = new Incarnation(target.spec().name(), life.number());
            return Stream.concat(main.stream(), main.stream().flatMap(it -> members.apply(incarnation, it).stream()));
        });
    }
}
