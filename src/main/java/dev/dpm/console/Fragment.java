package dev.dpm.console;

import java.util.function.Supplier;

/**
 * A part of an open page that the browser replaces when it changes: an HTML element with an id.
 *
 * @param id the id of the element
 * @param html renders the element
 */
record Fragment(String id, Supplier<String> html) {
}
