package dev.dpm.operator.cluster;

/**
 * Finds the reason of a failed request to the API server in the cause of the exception: the message of the exception
 * itself is often only "An error has occurred."
 */
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
