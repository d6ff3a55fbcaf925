/** Stand-ins for tests: fakes and sample values. No test lives here. */
package dev.dpm.testing;
