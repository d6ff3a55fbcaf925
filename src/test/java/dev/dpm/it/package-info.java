/** The packaged jar and real processes, as a user meets them. Every test has a home of its own and ends what it started. */
package dev.dpm.it;
