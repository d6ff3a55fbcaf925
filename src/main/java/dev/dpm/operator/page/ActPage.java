package dev.dpm.operator.page;

/**
 * The page that ends or signals processes.
 *
 * @param aim the pod or the Supervision, such as {@code shop/web-1}
 * @param path the address that receives the forms
 * @param back the address of the page from which the reader came
 * @param verdict whether the budgets allow the action now; empty for the pods of a Supervision
 * @param fault why the last attempt had no effect; empty if there was no such attempt
 * @param progress the progress of the last action on all pods; empty if there was no action
 * @param goesOn whether the last action on all pods is still going on
 */
public record ActPage(String aim, String path, String back, boolean isPod, String verdict, String fault,
        String progress, boolean goesOn) {
}
