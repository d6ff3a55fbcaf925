/** Tests of the pages of the fleet. */
package dev.dpm.operator.page;
