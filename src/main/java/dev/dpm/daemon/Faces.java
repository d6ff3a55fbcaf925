package dev.dpm.daemon;

/**
 * Whether the console and API of a running daemon are on their way, up, or failed while supervision goes on.
 *
 * @param reason why they failed, else empty
 */
public record Faces(Stage stage, String reason) {

    /** How far console and API have come. */
    public enum Stage {
        STARTING, UP, FAILED,
        /** The runner was told to have none. */
        OFF
    }

    public static final Faces STARTING = new Faces(Stage.STARTING, "");
    public static final Faces UP = new Faces(Stage.UP, "");
    public static final Faces OFF = new Faces(Stage.OFF, "");

    /** Console and API failed; the reason is a phrase. */
    public static Faces failed(String reason) {
        return new Faces(Stage.FAILED, reason);
    }

    /** As written in the record: {@code starting}, {@code up}, {@code failed: reason}, {@code off}. */
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
