package dev.dpm.console;

import java.util.function.Supplier;

/**
 * A part of a page that replaces itself when it changes: an element with an id.
 *
 * @param id of the element
 * @param html as the page has it
 */
record Fragment(String id, Supplier<String> html) {
}
