package dev.dpm.console;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.Variant;

/** Renders pages without the console's web server, for the operator. Every value is escaped. */
public final class Renderer {

    private static final String HTML = "text/html";
    private static final String FOLDER = "templates/";
    private static final String SUFFIX = ".html";
    private static final List<String> TAGS = List.of("age", "ago", "chart", "curve", "defaults", "event", "figure",
            "findings", "incident", "logline", "name", "now", "processes", "short", "since", "until");

    private final Engine engine;

    public Renderer() {
        EngineBuilder builder = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(HTML))).addNamespaceResolver(namespace("say", Say.class))
                .addNamespaceResolver(namespace("asset", Assets.class)).addLocator(Renderer::located);
        TAGS.forEach(tag -> builder.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag)));
        this.engine = builder.build();
    }

    /**
     * Renders a page.
     * @param template the name of the template, such as {@code fleet/fleet}
     * @param data the values in the template, by name
     */
    public String page(String template, Map<String, ?> data) {
        TemplateInstance instance = engine.getTemplate(template).instance();
        data.forEach(instance::data);
        return instance.render();
    }

    public static Optional<File> asset(String path) {
        if (path.matches("icon/(?:[0-9]|10)\\.svg")) {
            int troubles = Integer.parseInt(path.replaceAll("[^0-9]", ""));
            return Optional.of(new File("image/svg+xml", Assets.icon(troubles)));
        }
        return Assets.find(path).map(asset -> new File(asset.type(), asset.plain()));
    }

    public record File(String type, byte[] content) {
    }

    private static Optional<TemplateLocation> located(String id) {
        URL found = Renderer.class.getClassLoader()
                .getResource(FOLDER + (id.endsWith(SUFFIX) ? id : id + SUFFIX));
        return Optional.ofNullable(found).map(Located::new);
    }

    private record Located(URL url) implements TemplateLocation {

        @Override
        public Reader read() {
            try {
                return new InputStreamReader(url.openStream(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("the jar lacks a template", e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(HTML));
        }
    }

    /** Makes Java methods available in templates. In the console, the build does this. */
    private static NamespaceResolver namespace(String name, Class<?> methods) {
        return NamespaceResolver.builder(name).resolveAsync(context -> called(methods, context)).build();
    }

    private static CompletionStage<Object> called(Class<?> methods, EvalContext context) {
        Method method = Arrays.stream(methods.getDeclaredMethods())
                .filter(each -> each.getName().equals(context.getName())
                        && each.getParameterCount() == context.getParams().size())
                .findFirst().orElseThrow(() -> new IllegalStateException("no template is made with "
                        + context.getName()));
        CompletableFuture<Object> result = CompletableFuture.completedFuture(new Object[0]);
        for (Expression parameter : context.getParams()) {
            result = result.thenCombine(context.evaluate(parameter).toCompletableFuture(), Renderer::and);
        }
        return result.thenApply(given -> call(method, (Object[]) given));
    }

    private static Object and(Object given, Object next) {
        Object[] before = (Object[]) given;
        Object[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = next;
        return all;
    }

    private static Object call(Method method, Object... given) {
        try {
            return method.invoke(null, given);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("template extensions are of this package", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
