package dev.dpm.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

import io.quarkus.qute.TemplateExtension;

/**
 * The styles, scripts and icons of the console's pages, which are compressed at the first request. The URL of a file contains a
 * digest of its content, so browsers may cache the file without a time limit.
 */
@TemplateExtension(namespace = "asset")
final class Assets {

    private static final String STYLE = "text/css;charset=UTF-8";
    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String JARS = "META-INF/resources/webjars/";

    private static final Map<String, Source> SOURCES = Map.of(
            "console.css", new Source("assets/console.css", STYLE),
            "console.js", new Source("assets/console.js", SCRIPT),
            "live.js", new Source("assets/live.js", SCRIPT),
            "target.js", new Source("assets/target.js", SCRIPT),
            "fleet.js", new Source("assets/fleet.js", SCRIPT),
            "htmx.js", new Source(JARS + "htmx.org/2.0.10/dist/htmx.min.js", SCRIPT),
            "uplot.js", new Source(JARS + "uplot/1.6.30/dist/uPlot.iife.min.js", SCRIPT),
            "uplot.css", new Source(JARS + "uplot/1.6.30/dist/uPlot.min.css", STYLE));

    private static final Map<String, Asset> LOADED = new ConcurrentHashMap<>();

    private record Source(String resource, String type) {
    }

    /**
     * A style, script or icon.
     * @param tag a digest of the content, for the header ETag
     * @param compressed the content compressed by gzip
     */
    record Asset(String type, String tag, byte[] plain, byte[] compressed) {
    }

    private Assets() {
    }

    /** The URL of a style, script or icon. Templates write {@code {asset:of('console.css')}}. */
    static String of(String name) {
        Asset asset = find(name).orElseThrow(() -> new IllegalArgumentException("no page is made with " + name));
        return "/assets/" + name + "?v=" + asset.tag();
    }

    static Optional<Asset> find(String name) {
        return SOURCES.containsKey(name)
                ? Optional.of(LOADED.computeIfAbsent(name, Assets::load))
                : Optional.empty();
    }

    private static Asset load(String name) {
        Source source = SOURCES.get(name);
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(source.resource())) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + source.resource());
            }
            byte[] plain = in.readAllBytes();
            return new Asset(source.type(), digest(plain), plain, compress(plain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] compress(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The icon of the browser's tab: a disc, which is red and contains a number if targets are in trouble. */
    static byte[] icon(int troubles) {
        String text = troubles > 9 ? "9+" : String.valueOf(troubles);
        String count = "<text x='16' y='23' font-size='" + (troubles > 9 ? 17 : 20)
                + "' font-family='sans-serif' font-weight='700' text-anchor='middle' fill='#fff'>" + text + "</text>";
        return ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='16' cy='16' r='15' fill='"
                + (troubles == 0 ? "#1a7f37" : "#b3261e") + "'/>"
                + (troubles == 0
                        ? "<path d='M9 17l5 5 9-11' fill='none' stroke='#fff' stroke-width='3.5'/>"
                        : count)
                + "</svg>").getBytes(StandardCharsets.UTF_8);
    }
}
