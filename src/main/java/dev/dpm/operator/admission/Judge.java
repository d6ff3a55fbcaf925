package dev.dpm.operator.admission;

/** Decides whether objects of one kind are allowed, and which changes are made to them. */
interface Judge {

    Verdict judge(Review review);
}
