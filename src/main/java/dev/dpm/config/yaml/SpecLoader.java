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

/**
 * Loads specs for a request: reads the configuration file that the request names, if any, and resolves both together.
 */
public final class SpecLoader {

    private final Resolver resolver;

    public SpecLoader() {
        this(Map.of());
    }

    /**
     * A loader for a runner in which the command {@code scale} has changed numbers of instances.
     *
     * @param scales the numbers set by {@code scale}, by the name of the target in the configuration file
     */
    public SpecLoader(Map<String, Scale> scales) {
        this.resolver = new Resolver(scales);
    }

    /**
     * Resolves a request. The configuration file is named by the flag {@code config} or by {@code DPM_CONFIG}, relative
     * to the caller's folder. The YAML library is loaded only if there is such a file. The result contains every fault,
     * first those of the file and then those of the request. Where the request names no file, the runner's own options
     * come from the file of the last runner.
     */
    public Resolution load(StartRequest request) {
        Optional<Path> path = resolver.configFile(request);
        return path.map(file -> withFile(request, file)).orElseGet(() -> request.earlierFile()
                .map(file -> besideEarlier(request, file))
                .orElseGet(() -> resolver.resolve(request, Optional.empty())));
    }

    /**
     * Resolves a request that names no file, with the file of the last runner. Faults in this file do not refuse the
     * request, since the request did not ask for the file.
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
     * Resolves a request without its file. A runner that follows its file, and knows its target without the file, also
     * starts where the file is missing or has a fault, for example because a ConfigMap appears later.
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
