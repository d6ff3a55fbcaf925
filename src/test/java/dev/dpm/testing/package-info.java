/** Fakes and sample values for tests; this package contains no tests. */
package dev.dpm.testing;
