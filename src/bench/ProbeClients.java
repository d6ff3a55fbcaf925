import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

import dev.dpm.check.CheckOrder;
import dev.dpm.check.CheckSpec;
import dev.dpm.check.probe.Probes;

/**
 * Compares the runner's HTTP probe with the two HTTP clients of the JDK: what the first probe of a JVM costs, and whether
 * the timeout of one second ends the reading of an answer that never ends. README.md has the commands.
 */
public final class ProbeClients {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int ROUNDS = 5;

    /** Sends a request to a URL, and returns a description of the result. */
    private interface Client {
        String get(URI url) throws Exception;
    }

    private ProbeClients() {
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            probe(args[0], args[1], Integer.parseInt(args[2]));
            return;
        }
        try (ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            begin(() -> accept(server));
            for (String way : List.of("well", "drips", "floods", "drips-body")) {
                for (String client : List.of("own", "HttpURLConnection", "HttpClient")) {
                    System.out.printf("%-10s  %-17s  %s%n", way, client, median(client, way, server.getLocalPort()));
                }
            }
        }
    }

    /** The median of several runs, each in a JVM of its own with the heap size of a daemon. */
    private static String median(String client, String way, int port) throws Exception {
        List<String> said = new ArrayList<>();
        for (int round = 0; round < (way.equals("well") ? ROUNDS : 1); round++) {
            Process jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx32m", "-Xmn2m",
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    "ProbeClients", client, way, Integer.toString(port)).redirectErrorStream(true).start();
            said.add(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            jvm.waitFor();
        }
        Collections.sort(said);
        return said.get(said.size() / 2);
    }

    private static void probe(String name, String way, int port) throws Exception {
        URI url = URI.create("http://127.0.0.1:" + port + "/" + way);
        long classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long pss = pss();
        long cpu = cpu();
        long begun = System.nanoTime();
        String said;
        try {
            said = client(name).get(url);
        } catch (IOException e) {
            said = e.toString();
        }
        System.out.printf("%5d ms, CPU %4d ms, classes +%4d, PSS +%4.1f MB, %2d threads: %s%n",
                (System.nanoTime() - begun) / 1_000_000, (cpu() - cpu) / 1_000_000,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() - classes, (pss() - pss) / 1024.0,
                new File("/proc/self/task").list().length, said);
        System.exit(0);
    }

    private static Client client(String name) {
        return switch (name) {
            case "own" -> {
                Probes probes = new Probes("0", null, null, null, OptionalDouble::empty);
                yield url -> probes.probe(new CheckOrder(new CheckSpec.Http(url), TIMEOUT, null)).reason();
            }
            case "HttpURLConnection" -> url -> {
                HttpURLConnection asking = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
                asking.setConnectTimeout((int) TIMEOUT.toMillis());
                asking.setReadTimeout((int) TIMEOUT.toMillis());
                String status = "answered " + asking.getResponseCode();
                asking.disconnect();
                return status;
            };
            default -> url -> {
                HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1)
                        .build();
                HttpResponse<InputStream> answer = client.send(HttpRequest.newBuilder(url).timeout(TIMEOUT).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                answer.body().close();
                return "answered " + answer.statusCode();
            };
        };
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long pss() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream().filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    }

    private static void accept(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                begin(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void answer(Socket socket) {
        try (socket) {
            String asked = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            OutputStream out = socket.getOutputStream();
            switch (asked.replaceAll("GET /(\\S*) .*", "$1")) {
                case "well" -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
                case "drips" -> drip(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(80) + "\r\n\r\n");
                case "floods" -> {
                    write(out, "HTTP/1.1 200 OK\r\n");
                    for (int header = 0; header < 20_000; header++) {
                        write(out, "X-" + header + ": " + "x".repeat(8000) + "\r\n");
                    }
                }
                default -> {
                    write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                    drip(out, "x".repeat(100));
                }
            }
        } catch (IOException | InterruptedException gone) {
            // the client has closed the connection
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (byte one : text.getBytes(StandardCharsets.US_ASCII)) {
            out.write(one);
            Thread.sleep(100);
        }
    }
}
