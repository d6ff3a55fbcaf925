package dev.dpm.daemon;

/**
 * The state of a running daemon's web server with console and API: starting, up, failed or switched off.
 *
 * @param reason in the state failed, why the web server failed; in the state up, a remark on default ports that another
 * process uses, or empty; in other states empty
 */
public record WebPartState(Stage stage, String reason) {

    /** The stages of the web server with console and API. */
    public enum Stage {
        STARTING, UP, FAILED,
        /** Console and API are switched off. */
        OFF
    }

    public static final WebPartState STARTING = new WebPartState(Stage.STARTING, "");
    public static final WebPartState UP = new WebPartState(Stage.UP, "");
    public static final WebPartState OFF = new WebPartState(Stage.OFF, "");

    /**
     * The state of a web server that listens on its ports.
     *
     * @param remark a sentence about default ports that another process uses; an empty text if there is nothing to
     * remark
     */
    public static WebPartState up(String remark) {
        return new WebPartState(Stage.UP, remark);
    }

    /**
     * The state of a web server that failed.
     *
     * @param reason a phrase that says why it failed
     */
    public static WebPartState failed(String reason) {
        return new WebPartState(Stage.FAILED, reason);
    }

    /** The state's text in the daemon's record: {@code starting}, {@code up}, {@code failed: reason}, {@code off}. */
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
