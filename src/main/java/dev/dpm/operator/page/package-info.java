/**
 * The operator's pages about the supervised pods, and the API of these pages: permissions, sessions, and the values that
 * the templates render. Styles and template tags are those of dpm-runner's console.
 */
package dev.dpm.operator.page;
