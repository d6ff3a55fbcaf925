package dev.dpm.operator.admission;

/**
 * Decides whether new or changed Kubernetes objects of one kind are allowed, and which changes the operator makes to
 * them.
 */
interface Judge {

    Verdict judge(Review review);
}
