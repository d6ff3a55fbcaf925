package dev.dpm.daemon;

/**
 * The state of a running daemon's console and API: starting, up, failed or switched off.
 *
 * @param reason why they failed, else empty
 */
public record Faces(Stage stage, String reason) {

    /** The stages of console and API. */
    public enum Stage {
        STARTING, UP, FAILED,
        /** Console and API are switched off. */
        OFF
    }

    public static final Faces STARTING = new Faces(Stage.STARTING, "");
    public static final Faces UP = new Faces(Stage.UP, "");
    public static final Faces OFF = new Faces(Stage.OFF, "");

    /** The state after a failure; the reason is a phrase. */
    public static Faces failed(String reason) {
        return new Faces(Stage.FAILED, reason);
    }

    /** The state as the record writes it: {@code starting}, {@code up}, {@code failed: reason}, {@code off}. */
    String text() {
        return switch (stage) {
            case STARTING -> "starting";
            case UP -> "up";
            case FAILED -> "failed: " + reason;
            case OFF -> "off";
        };
    }

    static Faces parse(String text) {
        if (text.equals("up")) {
            return UP;
        }
        if (text.equals("off")) {
            return OFF;
        }
        return text.startsWith("failed") ? failed(text.replaceFirst("^failed:? *", "")) : STARTING;
    }
}
