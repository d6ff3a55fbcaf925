package dev.dpm.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes exactly one call of all calls on the ports that it surrounds throw; from any thread. */
public final class Saboteur {

    private static final int NONE = -1;

    private final Supplier<Throwable> fault;
    private final boolean afterwards;
    private final AtomicInteger left;
    private volatile String hit = "";

    /**
     * Makes it; nothing throws before {@link #arm}.
     *
     * @param afterwards true: the call does its work and throws then; false: the work is not done
     */
    public Saboteur(Supplier<Throwable> fault, boolean afterwards) {
        this.fault = fault;
        this.afterwards = afterwards;
        this.left = new AtomicInteger(NONE);
    }

    /** From now on the call after {@code calls} further ones throws. */
    public void arm(int calls) {
        left.set(calls);
    }

    /** No call throws from now on. */
    public void disarm() {
        left.set(NONE);
    }

    /** The call that threw; empty where none did. */
    public String hit() {
        return hit;
    }

    /** A port that does what {@code port} does, except for the one call that throws. */
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
