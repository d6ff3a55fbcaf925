package dev.dpm.config;

/** When the web part (console, API, health, metrics) is there. */
public enum ConsoleMode {
    /** From the start on. */
    ON,
    /** Its ports are listened on; the first connection boots it. */
    ON_DEMAND,
    /** Never; nothing listens on a port. */
    OFF;

    /** As the option has it. */
    public String word() {
        return switch (this) {
            case ON -> "on";
            case ON_DEMAND -> "on-demand";
            case OFF -> "off";
        };
    }
}
