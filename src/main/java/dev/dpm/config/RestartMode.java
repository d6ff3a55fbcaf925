package dev.dpm.config;

/** After which ends a target is launched again (systemd's Restart=). */
public enum RestartMode {
    ALWAYS, ON_FAILURE, NEVER
}
