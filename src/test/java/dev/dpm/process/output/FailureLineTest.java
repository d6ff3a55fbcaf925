package dev.dpm.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureLineTest {

    private static final String NODE_FRAMES = """
            at Module._compile (node:internal/modules/cjs/loader:1521:14)
            at node:internal/main/run_main_module:28:49""";

    static Stream<Arguments> failures() {
        return Stream.of(
                told("node", "Error: boom", """
                        /srv/a.js:1
                        throw new Error("boom")
                        ^

                        Error: boom
                        %s

                        Node.js v20.20.2
                        """.formatted(NODE_FRAMES)),
                told("node, out of heap",
                        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", """
                                <--- Last few GCs --->

                                [42:0x1]       66 ms: Mark-Compact 28.5 (41.2) -> 28.5 (42.0) MB, 9.1 / 0.0 ms
                                <--- JS stacktrace --->

                                FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
                                ----- Native stack trace -----

                                 1: 0xb8ced1 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [/usr/bin/node]
                                10: 0x195e476  [/usr/bin/node]
                                """),
                told("java, an option that it refuses", "Invalid maximum heap size: -Xmx0x", """
                        Invalid maximum heap size: -Xmx0x
                        Error: Could not create the Java Virtual Machine.
                        Error: A fatal exception has occurred. Program will exit.
                        """),
                told("nginx, a port that is taken",
                        "2026/11/30 14:22:29 [emerg] 20214#20214: bind() to 127.0.0.1:80 failed (98: Address already in use)",
                        """
                                2026/11/30 14:22:29 [emerg] 20214#20214: bind() to 127.0.0.1:80 failed (98: Address already in use)
                                2026/11/30 14:22:29 [emerg] 20214#20214: still could not bind()
                                """),
                told("node, with an object behind the frames", "Error: listen EADDRINUSE: address already in use :::80",
                        """
                                Error: listen EADDRINUSE: address already in use :::80
                                %s
                                Emitted 'error' event on Server instance at:
                                    at emitErrorNT (node:net:1944:8)
                                    at process.processTicksAndRejections (node:internal/process/task_queues:82:21) {
                                  code: 'EADDRINUSE',
                                  port: 80
                                }

                                Node.js v20.20.2
                                """.formatted(NODE_FRAMES)),
                told("node, a message of several lines", "Error: Cannot find module 'nope'", """
                        node:internal/modules/cjs/loader:1210
                          throw err;
                          ^

                        Error: Cannot find module 'nope'
                        Require stack:
                        - /srv/b.js
                        %s {
                          code: 'MODULE_NOT_FOUND',
                          requireStack: [ '/srv/b.js' ]
                        }

                        Node.js v20.20.2
                        """.formatted(NODE_FRAMES)),
                told("node, an assertion", "AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:", """
                        AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:

                        1 !== 2

                        %s {
                          operator: 'strictEqual'
                        }

                        Node.js v20.20.2
                        """.formatted(NODE_FRAMES)),
                told("node, something thrown that is no error", "just words", """
                        /srv/d.js:1
                        throw "just words"
                        ^
                        just words
                        (Use `node --trace-uncaught ...` to show where the exception was thrown)

                        Node.js v20.20.2
                        """),
                told("Java", "Exception in thread \"main\" java.lang.IllegalStateException: two", """
                        starting
                        Exception in thread "main" java.lang.IllegalStateException: two
                        lines of it
                        \tat web.Main.main(Main.java:3)
                        """),
                told("Java, the last cause", "Caused by: java.net.ConnectException: refused", """
                        Exception in thread "main" java.lang.IllegalStateException: no database
                        \tat web.Main.main(Main.java:3)
                        Caused by: java.net.ConnectException: refused
                        \tat java.base/java.net.Socket.connect(Socket.java:633)
                        \t... 12 more
                        """),
                told("a Java VM that aborts", "#  SIGSEGV (0xb) at pc=0x00007f, pid=12, tid=13", """
                        #
                        # A fatal error has been detected by the Java Runtime Environment:
                        #
                        #  SIGSEGV (0xb) at pc=0x00007f, pid=12, tid=13
                        #
                        # JRE version: OpenJDK Runtime Environment (17.0.17+10) (build 17.0.17+10)
                        # Java VM: OpenJDK 64-Bit Server VM (17.0.17+10, mixed mode, linux-amd64)
                        # Problematic frame:
                        # C  [libc.so.6+0x84f16]
                        #
                        # No core dump will be written. Core dumps have been disabled.
                        #
                        # An error report file with more information is saved as:
                        # /srv/hs_err_pid12.log
                        #
                        # If you would like to submit a bug report, please visit:
                        #   https://bugs.debian.org/openjdk-17
                        #
                        """),
                told("Python", "ValueError: bad port", """
                        Traceback (most recent call last):
                          File "/srv/a.py", line 2, in <module>
                            f()
                            ^^^
                        ValueError: bad port
                        """),
                told("Python, a message of several lines", "psycopg2.OperationalError: Connection refused", """
                        Traceback (most recent call last):
                          File "/srv/a.py", line 2, in <module>
                            f()
                        psycopg2.OperationalError: Connection refused
                        \tIs the server running on that host?
                        """),
                told("gunicorn", "ModuleNotFoundError: No module named 'nope'", """
                          File "/usr/lib/python3.11/importlib/__init__.py", line 126, in import_module
                            return _bootstrap._gcd_import(name[level:], package, level)
                        ModuleNotFoundError: No module named 'nope'
                        [2026-11-30 10:54:53 +0000] [11148] [INFO] Worker exiting (pid: 11148)
                        [2026-11-30 10:54:53 +0000] [11145] [INFO] Shutting down: Master
                        [2026-11-30 10:54:53 +0000] [11145] [INFO] Reason: Worker failed to boot.
                        """),
                told("a group of Python's exceptions", "TypeError: not a port", """
                          + Exception Group Traceback (most recent call last):
                          |   File "/srv/a.py", line 2, in <module>
                          |     raise ExceptionGroup("two", found)
                          | ExceptionGroup: two (2 sub-exceptions)
                          +-+---------------- 1 ----------------
                            | ValueError: no port
                            +---------------- 2 ----------------
                            | TypeError: not a port
                            +------------------------------------
                        """),
                told("Ruby", "web.rb:1:in `listen': port is taken (RuntimeError)", """
                        web.rb:1:in `listen': port is taken (RuntimeError)
                        \tfrom web.rb:3:in `<main>'
                        """),
                told("Go", "panic: boom", """
                        panic: boom

                        goroutine 1 [running]:
                        main.(*Server).Listen(0xc000012345, {0x1, 0x2})
                        \t/srv/main.go:4 +0x25
                        main.main()
                        \t/srv/main.go:9 +0x1d
                        exit status 2
                        """),
                told("Go, a fault of memory", "panic: runtime error: invalid memory address or nil pointer dereference",
                        """
                                panic: runtime error: invalid memory address or nil pointer dereference
                                [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x45]

                                goroutine 18 [running]:
                                main.work(...)
                                \t/srv/main.go:4
                                created by main.main in goroutine 1
                                \t/srv/main.go:9 +0x1d
                                """),
                told("Rust", "called `Result::unwrap()` on an `Err` value: \"no port\"", """

                        thread 'main' (11508) panicked at src/main.rs:1:116:
                        called `Result::unwrap()` on an `Err` value: "no port"
                        stack backtrace:
                           0: __rustc::rust_begin_unwind
                                     at /rustc/5980/library/std/src/panicking.rs:689:5
                        note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
                        """),
                told("Rust, an assertion", "assertion `left == right` failed", """
                        thread 'main' panicked at src/main.rs:1:95:
                        assertion `left == right` failed
                          left: 1
                         right: 2
                        note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                        """),
                told("PHP", "PHP Fatal error:  Uncaught Exception: boom in /srv/a.php:3", """
                        PHP Fatal error:  Uncaught Exception: boom in /srv/a.php:3
                        Stack trace:
                        #0 /srv/a.php(5): f()
                        #1 {main}
                          thrown in /srv/a.php on line 3
                        """),
                told("Perl", "no table at a.pl line 1.", """
                        no table at a.pl line 1.
                        \tmain::f() called at a.pl line 1
                        """),
                told(".NET", "Unhandled exception. System.InvalidOperationException: boom", """
                        Unhandled exception. System.InvalidOperationException: boom
                           at Program.Main() in /srv/Program.cs:line 3
                        """),
                told("npm", "npm ERR! enoent Could not read package.json", """
                        npm ERR! enoent Could not read package.json
                        npm ERR!\s

                        npm ERR! A complete log of this run can be found in:
                        npm ERR!     /root/.npm/_logs/debug-0.log
                        """));
    }

    static Stream<Arguments> plainLines() {
        return Stream.of(
                told("a word", "address already in use", "listening\naddress already in use\n\n  \n"),
                told("an indented line without a trace", "  port 80 is taken", "starting\n  port 80 is taken\n"),
                told("an end of an object without a trace", "}", "{\n  \"level\": \"error\"\n}\n"),
                told("what follows a trace that was logged and survived", "port 80 is taken", """
                        Traceback (most recent call last):
                          File "/srv/a.py", line 2, in <module>
                        ValueError: handled
                        port 80 is taken
                        """),
                told("an older exception is not the head of later words", "no such table: users", """
                        java.io.IOException: handled
                        \tat web.Main.main(Main.java:3)
                        no such table: users
                        \tat web.Main.main(Main.java:9)
                        """),
                told("nothing but frames", "\tat web.Main.main(Main.java:9)", "\tat web.Main.main(Main.java:9)\n"),
                told("nothing but a banner", "Node.js v20.20.2", "\nNode.js v20.20.2\n"));
    }

    private static Arguments told(String which, String line, String text) {
        return Arguments.of(which, line, text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"failures", "plainLines"})
    void the_line_a_person_would_read(String which, String line, String text) {
        assertThat(FailureLine.of(text.lines().toList())).as(text).contains(line);
    }

    @ParameterizedTest
    @MethodSource("blank")
    void nothing_is_told_by_blank_lines(List<String> lines) {
        assertThat(FailureLine.of(lines)).isEmpty();
    }

    static Stream<List<String>> blank() {
        return Stream.of(List.of(), List.of("", "  "));
    }
}
