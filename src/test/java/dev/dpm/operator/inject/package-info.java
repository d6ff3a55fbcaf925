/** Tests of the injection: a table of cases, one file each, and properties that hold for any pod. */
package dev.dpm.operator.inject;
