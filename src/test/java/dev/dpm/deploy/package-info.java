/**
 * Tests of the files under {@code deploy/}. Each file is parsed as its program would parse it; no program is started.
 */
package dev.dpm.deploy;
