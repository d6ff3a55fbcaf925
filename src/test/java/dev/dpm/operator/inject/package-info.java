/** Tests of the injection: a table of cases, a file each, and what must hold for any pod. */
package dev.dpm.operator.inject;
