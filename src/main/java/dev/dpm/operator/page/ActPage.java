package dev.dpm.operator.page;

/**
 * The page that ends or signals processes.
 *
 * @param aim such as {@code shop/web-1}
 * @param verdict whether budgets allow it; empty text: for many pods
 * @param fault of the last attempt; empty text: none
 * @param progress of the last order; empty text: none
 * @param goesOn whether it is unfinished
 */
public record ActPage(String aim, String path, String back, boolean isPod, String verdict, String fault,
        String progress, boolean goesOn) {
}
