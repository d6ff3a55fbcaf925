package dev.dpm.daemon;

/**
 * The state of a daemon's web server.
 *
 * @param reason why it failed, or a remark on default ports that another process uses
 */
public record WebPartState(Stage stage, String reason) {

    public enum Stage {
        STARTING, UP, FAILED,
        OFF
    }

    public static final WebPartState STARTING = new WebPartState(Stage.STARTING, "");
    public static final WebPartState UP = new WebPartState(Stage.UP, "");
    public static final WebPartState OFF = new WebPartState(Stage.OFF, "");

    /**
     * The state of a server that listens on its ports.
     *
     * @param remark a sentence about default ports that another process uses; empty text: none
     */
    public static WebPartState up(String remark) {
        return new WebPartState(Stage.UP, remark);
    }

    /**
     * The state of a server that failed.
     *
     * @param reason a phrase that says why it failed
     */
    public static WebPartState failed(String reason) {
        return new WebPartState(Stage.FAILED, reason);
    }

    String text() {
        return switch (stage) {
            case STARTING -> "starting";
            case UP -> "up";
            case FAILED -> "failed: " + reason;
            case OFF -> "off";
        };
    }

    static WebPartState parse(String text) {
        if (text.equals("up")) {
            return UP;
        }
        if (text.equals("off")) {
            return OFF;
        }
        return text.startsWith("failed") ? failed(text.replaceFirst("^failed:? *", "")) : STARTING;
    }
}
