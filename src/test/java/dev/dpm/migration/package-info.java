/** Tests of the import of other supervisors' files. */
package dev.dpm.migration;
