package dev.dpm.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes one call throw an exception, among all calls of the ports that it surrounds. Calls may come from any thread. */
public final class Saboteur {

    private static final int NONE = -1;

    private final Supplier<Throwable> fault;
    private final boolean afterwards;
    private final AtomicInteger left;
    private volatile String hit = "";

    /**
     * Makes an instance. No call throws before {@link #arm}.
     * @param fault the exception that the call throws
     * @param afterwards true: the call does its work before it throws; false: the work is not done
     */
    public Saboteur(Supplier<Throwable> fault, boolean afterwards) {
        this.fault = fault;
        this.afterwards = afterwards;
        this.left = new AtomicInteger(NONE);
    }

    /** Makes one call throw from now on: the call after {@code calls} further ones. */
    public void arm(int calls) {
        left.set(calls);
    }

    /** Makes no call throw from now on. */
    public void disarm() {
        left.set(NONE);
    }

    /** The name of the call that threw; empty text: none did. */
    public String hit() {
        return hit;
    }

    /** A port that does the same as {@code port}, except for the one call that throws. */
    public <T> T around(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (proxy, method, args) -> {
            boolean isHit = method.getDeclaringClass() != Object.class
                    && left.getAndUpdate(calls -> Math.max(NONE, calls - 1)) == 0;
            if (isHit) {
                hit = type.getSimpleName() + "." + method.getName();
                if (!afterwards) {
                    throw fault.get();
                }
            }
            try {
                Object result = method.invoke(port, args);
                if (isHit) {
                    throw fault.get();
                }
                return result;
            } catch (InvocationTargetException thrown) {
                throw isHit ? fault.get() : thrown.getCause();
            }
        }));
    }
}
