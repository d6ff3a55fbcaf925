/**
 * The pages of the fleet and their API: the rights of readers, sessions, and the values that the templates show. The
 * frame, the style and the templates' tags are those of the console.
 */
package dev.dpm.operator.page;
