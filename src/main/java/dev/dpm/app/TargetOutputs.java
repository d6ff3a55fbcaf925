package dev.dpm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.config.Output;
import dev.dpm.config.Output.OutputMode;
import dev.dpm.config.TargetSpec;
import dev.dpm.config.value.Stderr;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OutputPlace;
import dev.dpm.process.TargetName;
import dev.dpm.process.WholeFile;
import dev.dpm.process.output.OutputRelay;
import dev.dpm.supervision.effect.Ports;

/** The output files of targets in the runner's home folder. */
record TargetOutputs(RuntimeDirectory home) implements Ports.OutputFiles {

    @Override
    public Path apply(TargetName target) {
        return home.ownTargetLog(target.value());
    }

    @Override
    public Optional<String> prepare(TargetSpec spec) {
        try {
            link(spec);
            for (Path log : relayed(spec).toList()) {
                OutputRelay.begin(log);
            }
            if (!spec.output().isRelayed()) {
                OutputRelay.forget(apply(spec.name()));
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("its output is written, and neither shown nor passed on until its next start: "
                    + home.targetLogs() + " takes nothing: " + e.getMessage());
        }
    }

    Stream<Path> relayed(TargetSpec spec) {
        return spec.output().isRelayed()
                ? Stream.concat(Stream.of(written(spec)),
                        spec.output().stderr().mode() == Stderr.Mode.APART ? errors(spec).stream() : Stream.empty())
                : Stream.empty();
    }

    /**
     * The file to which the runner copies a target's output with a time in front of each line.
     * @param written the file to which the target itself writes
     */
    Path stamped(TargetSpec spec, Path written) {
        return written.equals(written(spec))
                ? home.targetLog(spec.name().value())
                : home.ownTargetLog(spec.name() + OutputPlace.ERRORS);
    }

    private void link(TargetSpec spec) throws IOException {
        Output output = spec.output();
        link(spec.name().value(), output.mode() == OutputMode.PATH, output.stdout().path());
        link(spec.name() + OutputPlace.ERRORS, output.stderr().mode() == Stderr.Mode.PATH, output.stderr().path());
    }

    private void link(String name, boolean isElsewhere, String path) throws IOException {
        Path link = home.targetLogLink(name);
        if (!isElsewhere) {
            // a link exists only if the user had chosen a file outside the home folder for the output before
            var unused = link.toFile().delete();
            return;
        }
        Path log = NativePaths.of(path);
        if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(log)) {
            Files.createDirectories(home.targetLogs(), WholeFile.OWNER_FOLDER);
            Path draft = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createSymbolicLink(draft, log);
            Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
