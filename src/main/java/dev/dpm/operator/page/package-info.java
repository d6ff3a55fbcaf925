/**
 * The pages about the fleet and their API: permissions, sessions, and the values that the templates render. Frame,
 * styles and template tags are those of the console.
 */
package dev.dpm.operator.page;
