package dev.dpm.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands with a command line in an own folder, and with a server that answers in the place of a runner. */
public abstract class CommandLineTest {

    @TempDir
    protected Path folder;
    @AutoClose
    protected TestCommandLine cli;
    @AutoClose
    protected FakeApi api;

    @BeforeEach
    public void makeCommandLine() throws Exception {
        cli = new TestCommandLine(folder);
        api = new FakeApi();
    }
}
