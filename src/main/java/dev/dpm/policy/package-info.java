/** Pure: whether to act, and why. Policies take values, the moment included, and return values; they read no clock, touch no system, log nothing and throw for no expected case. */
package dev.dpm.policy;
