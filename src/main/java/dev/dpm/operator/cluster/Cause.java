package dev.dpm.operator.cluster;

/** Finds the reason of a failed request. The exception itself often says only "An error has occurred." */
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
