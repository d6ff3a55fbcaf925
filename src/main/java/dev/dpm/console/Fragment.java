package dev.dpm.console;

import java.util.function.Supplier;

/**
 * A part of an open page that is replaced in the browser when it changes.
 * @param id the id of the HTML element
 */
record Fragment(String id, Supplier<String> html) {
}
