package dev.dpm.daemon;

/**
 * The state of a daemon's web server.
 *
 * @param reason why the server failed, or a remark on default ports that another process uses; empty text: neither
 */
public record WebServerState(Stage stage, String reason) {

    public enum Stage {
        STARTING, UP, FAILED,
        OFF
    }

    public static final WebServerState STARTING = new WebServerState(Stage.STARTING, "");
    public static final WebServerState UP = new WebServerState(Stage.UP, "");
    public static final WebServerState OFF = new WebServerState(Stage.OFF, "");

    /**
     * The state of a server that listens on its ports.
     *
     * @param remark a sentence about default ports that another process uses; empty text: none
     */
    public static WebServerState up(String remark) {
        return new WebServerState(Stage.UP, remark);
    }

    /**
     * The state of a server that failed.
     *
     * @param reason a phrase that says why it failed
     */
    public static WebServerState failed(String reason) {
        return new WebServerState(Stage.FAILED, reason);
    }

    String text() {
        return switch (stage) {
            case STARTING -> "starting";
            case UP -> "up";
            case FAILED -> "failed: " + reason;
            case OFF -> "off";
        };
    }

    static WebServerState parse(String text) {
        if (text.equals("up")) {
            return UP;
        }
        if (text.equals("off")) {
            return OFF;
        }
        return text.startsWith("failed") ? failed(text.replaceFirst("^failed:? *", "")) : STARTING;
    }
}
