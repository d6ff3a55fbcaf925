package dev.dpm.operator.page;

/**
 * The page on which a person ends or signals the process of one pod, or of all pods of a Supervision.
 *
 * @param aim the name of the pod or Supervision, such as {@code shop/web-1}
 * @param path the path of this page
 * @param back the path of the page to which the person returns
 * @param verdict a sentence that says whether the PodDisruptionBudgets of the pod allow an order to it now; empty text
 *     if the page is about all pods of a Supervision
 * @param fault why the person's last attempt failed; empty text if it did not
 * @param progress the progress of the last order to all pods of the Supervision; empty text if there was none
 * @param goesOn whether that order is unfinished
 */
public record ActPage(String aim, String path, String back, boolean isPod, String verdict, String fault,
        String progress, boolean goesOn) {
}
