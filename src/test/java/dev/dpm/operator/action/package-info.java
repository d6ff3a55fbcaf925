/** Tests of the decisions about actions. */
package dev.dpm.operator.action;
