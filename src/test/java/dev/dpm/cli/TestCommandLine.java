package dev.dpm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.Foreground;
import dev.dpm.cli.call.Foreground.ImportRequest;
import dev.dpm.cli.call.Foreground.InjectRequest;
import dev.dpm.cli.call.Foreground.OperatorRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.RunnerSpec;
import dev.dpm.config.Settings;
import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;
import dev.dpm.daemon.DaemonLock;
import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.ProcessIdentity;

/**
 * A command line for tests: a home of its own, captured output, and a supervisor and a resolver that only record calls.
 */
public final class TestCommandLine implements AutoCloseable {

    private final Path folder;
    private final RuntimeDirectory home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final List<StartRequest> resolved = new ArrayList<>();
    private final List<String> foreground = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private Function<StartRequest, Resolution> resolve = request -> resolution(List.of(), List.of(), List.of());
    private String input = "";
    private boolean terminal;
    /** The answer to requests for the events in the journal of a runner that has ended; null: it left no journal. */
    private HttpAnswer left;
    private Optional<String> unreadable = Optional.empty();
    private Path java = Path.of("/nonexistent/java");

    public TestCommandLine(Path folder) {
        this.folder = folder;
        this.home = new RuntimeDirectory(folder.resolve("home"));
        environment.put("DPM_HOME", home.toString());
        environment.put("TZ", "Europe/Berlin");
    }

    public int run(String... args) {
        out.reset();
        err.reset();
        Foreground port = new Foreground() {
            @Override
            public int run(StartRequest request, RuntimeDirectory where, boolean daemon) {
                foreground.add("run " + where + " " + daemon + " " + request.flags() + " " + request.command());
                return 42;
            }

            @Override
            public int stopUnsupervised(RuntimeDirectory where, Optional<String> name) {
                foreground.add("stopUnsupervised " + name.orElse("all"));
                processes.stream().filter(Process::isAlive).forEach(TestCommandLine::end);
                return 0;
            }

            @Override
            public int inject(InjectRequest request, PrintStream to, PrintStream complaints) {
                foreground.add("inject " + request);
                return 0;
            }

            @Override
            public int operate(OperatorRequest request) {
                foreground.add("operate " + request);
                return 0;
            }

            @Override
            public int importFrom(ImportRequest request, PrintStream out, PrintStream err) {
                throw new UnsupportedOperationException("no files of other tools here");
            }

            @Override
            public int assist(AssistRequest request) {
                throw new UnsupportedOperationException("no assistant here");
            }

            @Override
            public Optional<HttpAnswer> leftEvents(RuntimeDirectory where, Map<String, String> query, String type)
                    throws IOException {
                if (unreadable.isPresent()) {
                    throw new IOException(unreadable.get());
                }
                return Optional.ofNullable(left);
            }

            @Override
            public Optional<String> terminate(ProcessIdentity process) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
                return Optional.empty();
            }
        };
        return new Cli(new CommandContext(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), environment, folder, terminal,
                terminal,
                port, request -> {
                    resolved.add(request);
                    return resolve.apply(request);
                }, new Program(java, folder.resolve("x.jar"), "0.1.0"))).execute(args);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    public RuntimeDirectory home() {
        return home;
    }

    Map<String, String> environment() {
        return environment;
    }

    StartRequest resolved() {
        return resolved.get(resolved.size() - 1);
    }

    public List<String> foreground() {
        return foreground;
    }

    /** Simulates a terminal from now on, with this text typed. */
    public TestCommandLine typing(String text) {
        terminal = true;
        input = text;
        return this;
    }

    /** Simulates a pipe from now on, with this text on stdin. */
    TestCommandLine piping(String text) {
        terminal = false;
        input = text;
        return this;
    }

    TestCommandLine resolving(List<ConfigFault> faults, List<String> missing, List<String> warnings) {
        resolve = request -> resolution(faults, missing, warnings);
        return this;
    }

    private static Resolution resolution(List<ConfigFault> faults, List<String> missing, List<String> warnings) {
        return new Resolution(new RunnerSpec(Settings.none(), Optional.empty()), List.of(), faults, missing, warnings);
    }

    /** Simulates a journal with these events that a former runner left in the home. */
    TestCommandLine left(String events, Map<String, String> headers) {
        left = new HttpAnswer(200, events, headers);
        return this;
    }

    /** Simulates a journal that cannot be read, for this reason. */
    TestCommandLine unreadable(String why) {
        unreadable = Optional.of(why);
        return this;
    }

    /** Puts a script in the place of the java command. */
    TestCommandLine java(String script) throws IOException {
        java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("x.jar"), "jar");
        return this;
    }

    /** Records a daemon with this API; its process is this JVM, which lives as long as the test. */
    public TestCommandLine daemon(FakeApi api) throws HomeFault, IOException {
        return daemon(ProcFs.system().self(), api.address());
    }

    public TestCommandLine daemon(ProcessIdentity identity, String address) throws HomeFault, IOException {
        home.create();
        Files.writeString(home.tokenFile(), FakeApi.TOKEN);
        write(record(identity).reachable(address, "http://127.0.0.1:1/", Optional.of(home.tokenFile().toString())));
        return this;
    }

    DaemonRecord record(ProcessIdentity identity) {
        return DaemonRecord.starting(identity, new Program(Path.of("/java"), Path.of("/x.jar"), "0.1.0"),
                Instant.EPOCH);
    }

    void write(DaemonRecord record) throws HomeFault {
        new RecordFile(home).write(record);
    }

    /** Starts a process; it is ended with the command line at the latest. */
    Process process() throws IOException {
        Process process = new ProcessBuilder("sleep", "300").start();
        processes.add(process);
        return process;
    }

    /** Starts a shell that runs a script; it is ended with the command line at the latest. */
    Process process(String script) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", script).start();
        processes.add(process);
        return process;
    }

    /** Starts a process that locks the home and does nothing else; the lock is held when this returns. */
    Process lockHolder() throws HomeFault, IOException {
        home.create();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LockHolder.class.getName(), home.toString()).start();
        processes.add(process);
        process.getInputStream().read();
        return process;
    }

    /** The program of {@link #lockHolder}. */
    static final class LockHolder {
        private LockHolder() {
        }

        public static void main(String... args) throws Exception {
            try (DaemonLock lock = DaemonLock.acquire(new RuntimeDirectory(Path.of(args[0]))).orElseThrow()) {
                System.out.println(lock);
                System.out.flush();
                new CountDownLatch(1).await();
            }
        }
    }

    /** Ends a process and waits until it is gone. */
    static void end(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static ProcessIdentity identity(Process process) {
        return ProcFs.system().identify(process.pid()).orElseThrow();
    }

    /** Writes a state file in the runner's format. */
    void state(String name, boolean wanted, ProcessIdentity process) throws HomeFault, IOException {
        home.create();
        Files.writeString(home.targetState(name),
                "schema=1\nname=" + name + "\nwanted=" + wanted + "\npid=" + process.pid() + "\nstart_ticks="
                        + process.startTicks() + "\nboot_id=" + process.bootId() + "\n");
    }

    /** Writes the state of a running target that depends on other targets. */
    public void dependentState(String name, ProcessIdentity process, String dependsOn) throws HomeFault, IOException {
        state(name, true, process);
        Files.writeString(home.targetState(name), "option.depends_on=" + dependsOn.replace(":", "\\:") + "\n",
                StandardOpenOption.APPEND);
    }

    public void stoppedState(String name) throws HomeFault, IOException {
        home.create();
        Files.writeString(home.targetState(name), "schema=1\nname=" + name + "\nwanted=false\n");
    }

    /** Writes the state of a stopped target that is in a group and has a label, as a runner escapes it. */
    public void taggedState(String name, String group, String label) throws HomeFault, IOException {
        stoppedState(name);
        Files.writeString(home.targetState(name),
                "option.group=" + group + "\noption.labels=" + label.replace("=", "\\=") + "\n",
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
