package dev.dpm.daemon;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of files in the home folder of a runner, which each test gets anew. */
abstract class HomeFolderTest {

    @TempDir
    Path folder;
    RuntimeDirectory home;

    @BeforeEach
    void makeHome() throws Exception {
        home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
    }
}
