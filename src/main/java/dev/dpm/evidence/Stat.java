package dev.dpm.evidence;

/**
 * The values in {@code /proc/PID/stat}, see proc(5).
 * @param ticks user and system time of the process without its children, in clock ticks
 * @param startTicks the start time of the process, in clock ticks since boot
 */
record Stat(String name, char state, long parent, long ticks, int threads, long startTicks) {

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int THREADS = 17;
    private static final int START = 19;

    static Stat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        String[] fields = close < 0 || open < 0 ? new String[0] : line.substring(close + 1).strip().split(" ");
        if (fields.length <= START) {
            throw new IllegalArgumentException("no line of stat: " + line);
        }
        return new Stat(line.substring(open + 1, close), fields[STATE].charAt(0), Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]), Integer.parseInt(fields[THREADS]),
                Long.parseLong(fields[START]));
    }

    String word() {
        return switch (state) {
            case 'R' -> "running";
            case 'S' -> "sleeping";
            case 'D' -> "waiting for a device, cannot be interrupted";
            case 'T' -> "stopped by a signal";
            case 't' -> "stopped by a debugger";
            case 'Z' -> "a zombie";
            case 'X' -> "dead";
            case 'I' -> "idle";
            default -> "in state " + state;
        };
    }
}
