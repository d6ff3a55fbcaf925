package dev.dpm.operator.cluster;

/** Why the API server could not be asked: the client's own words are often "An error has occurred." */
final class Cause {

    private Cause() {
    }

    static String of(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return root == fault && message != null
                ? message
                : root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
