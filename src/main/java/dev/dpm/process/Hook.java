package dev.dpm.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A command from the settings of a target that the runner executes at one moment of the target's life. */
public enum Hook {
    /** Runs before a launch. The launch begins only after this command has ended. */
    PRE_START,
    /** Runs once the target is in the state RUNNING. */
    POST_START,
    /** Runs when the runner is about to end the target, before the stop signal is sent. */
    STOP_COMMAND,
    /** Runs when no process of the target is left. */
    POST_STOP,
    /** Runs when a person orders the target to reread its configuration. */
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
