package dev.dpm.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.ConfigFile;
import dev.dpm.config.Instances.Scale;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.config.resolve.Resolver;
import dev.dpm.process.NativePaths;

/** Reads the configuration file that a request names, and resolves the request with this file. */
public final class SpecLoader {

    private final Resolver resolver;

    public SpecLoader() {
        this(Map.of());
    }

    /**
     * Makes a loader.
     *
     * @param scales the numbers of instances that the command {@code scale} has set, by the name of the target in the file
     */
    public SpecLoader(Map<String, Scale> scales) {
        this.resolver = new Resolver(scales);
    }

    /**
     * Resolves a request with the file of {@code --config} or {@code DPM_CONFIG}. Without such a file, the runner's own
     * options come from the file of the previous runner.
     */
    public Resolution load(StartRequest request) {
        Optional<Path> path = resolver.configFile(request);
        return path.map(file -> withFile(request, file)).orElseGet(() -> request.earlierFile()
                .map(file -> besideEarlier(request, file))
                .orElseGet(() -> resolver.resolve(request, Optional.empty())));
    }

    /**
     * Resolves a request with the file of the previous runner. Faults of this file become warnings, since the request did not
     * name the file.
     */
    private Resolution besideEarlier(StartRequest request, Path path) {
        if (!Files.exists(path)) {
            return resolver.resolve(request, Optional.empty()).withWarningsFirst(List.of(path
                    + ", the configuration file of the last runner, is gone: its settings for the runner (ports, token, "
                    + "log) are the defaults again"));
        }
        Reading reading = new YamlConfigReader().read(path);
        Resolution resolution = reading.file().map(file -> resolver.resolveBeside(request, file))
                .orElseGet(() -> resolver.resolve(request, Optional.empty()));
        return resolution.withWarningsFirst(reading.faults().stream().map(ConfigFault::toString).toList());
    }

    private Resolution withFile(StartRequest request, Path path) {
        Reading reading = new YamlConfigReader().read(path);
        Resolution resolution = resolver.resolve(request, Optional.of(reading.soundParts(path)))
                .withFaultsFirst(reading.faults(request)).withWarningsFirst(reading.warnings());
        boolean mayWait = request.attaches() && resolution.runner().followsConfig();
        return resolution.faults().isEmpty() || !mayWait ? resolution : withoutFileYet(request, path, resolution);
    }

    /**
     * Resolves a request whose configuration file is missing or faulty, as if the file were empty: {@code --follow_config} may
     * start before a ConfigMap appears.
     */
    private Resolution withoutFileYet(StartRequest request, Path path, Resolution faulty) {
        ConfigFile nothing = new ConfigFile(path, List.of(), List.of(), List.of());
        Resolution resolution = resolver.resolve(request, Optional.of(nothing));
        return resolution.faults().isEmpty()
                ? resolution.withWarningsFirst(Stream.concat(
                        faulty.faults().stream().map(ConfigFault::toString), Stream.of(NativePaths.shown(path)
                                + " is not used until it is sound; flags and environment hold until then"))
                        .toList())
                : faulty;
    }
}
