/** Tests of what files of other supervisors come to. */
package dev.dpm.migration;
