package dev.dpm.config;

/** The times at which the web part (console, API, health, metrics) runs. */
public enum ConsoleMode {
    /** From the runner's start. */
    ON,
    /** Its ports are listened on, and the first connection starts it. */
    ON_DEMAND,
    /** Never; nothing listens on a port. */
    OFF;

    /** The mode as the option writes it. */
    public String word() {
        return switch (this) {
            case ON -> "on";
            case ON_DEMAND -> "on-demand";
            case OFF -> "off";
        };
    }
}
