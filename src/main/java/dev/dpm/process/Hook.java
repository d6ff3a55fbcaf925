package dev.dpm.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A command in the settings of a target that the runner executes at a certain moment of the target's life. */
public enum Hook {
    /** The hook runs before a launch, and the launch waits for its end. */
    PRE_START,
    /** The hook runs when the target has become RUNNING. */
    POST_START,
    /** The hook runs before the stop signal is sent. */
    STOP_COMMAND,
    /** The hook runs when all processes of the target have ended. */
    POST_STOP,
    /** The hook runs when a person orders that the target reloads its configuration. */
    RELOAD_COMMAND;

    /** The name of the option that gives the command of this hook, such as {@code pre_start}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The hook whose command the option with this name gives. */
    public static Optional<Hook> of(String option) {
        return Arrays.stream(values()).filter(hook -> hook.option().equals(option)).findFirst();
    }
}
