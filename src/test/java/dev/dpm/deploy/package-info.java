/** Tests of the files under {@code deploy/}, parsed as by the programs they are for. No program is started here. */
package dev.dpm.deploy;
