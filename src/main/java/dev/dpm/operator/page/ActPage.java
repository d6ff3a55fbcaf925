package dev.dpm.operator.page;

/**
 * The page with forms that end the process of a pod, or send it a signal.
 *
 * @param aim the name of the pod, or of the Supervision for all its pods, such as {@code shop/web-1}
 * @param path the path to which the forms are submitted
 * @param back the path of the page from which the person came
 * @param verdict a sentence that says whether the budgets allow the action at present; empty for the pods of a
 *     Supervision
 * @param fault why the last attempt had no effect; empty if there was no attempt, or if it had an effect
 * @param progress a sentence about the progress of the last action on all pods; empty if there was none
 * @param goesOn whether the last action on all pods is unfinished
 */
public record ActPage(String aim, String path, String back, boolean isPod, String verdict, String fault,
        String progress, boolean goesOn) {
}
