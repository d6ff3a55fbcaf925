package dev.dpm.console;

import java.util.function.Supplier;

/**
 * A part of a page that is replaced in the browser when it changes: an element with an id.
 *
 * @param id of the element
 * @param html renders the element
 */
record Fragment(String id, Supplier<String> html) {
}
