package dev.dpm.console;

import java.util.function.Supplier;

/**
 * A part of a page that the browser replaces when the part changes: an element with an id.
 *
 * @param id the id of the element
 * @param html renders the element
 */
record Fragment(String id, Supplier<String> html) {
}
