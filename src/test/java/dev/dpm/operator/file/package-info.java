/** Tests of the injection into files. */
package dev.dpm.operator.file;
