/** Tests of the decisions whether and when the operator acts on pods. */
package dev.dpm.operator.action;
