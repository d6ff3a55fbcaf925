package dev.dpm.config;

/**
 * Where a target's streams go.
 *
 * @param mode of stdout and stderr
 * @param inheritsStdin whether the target reads the runner's stdin; else it reads nothing
 */
public record Output(OutputMode mode, boolean inheritsStdin) {

    static Output of(Settings settings) {
        return new Output(settings.get(Options.OUTPUT), settings.get(Options.STDIN) == OutputMode.INHERIT);
    }
}
