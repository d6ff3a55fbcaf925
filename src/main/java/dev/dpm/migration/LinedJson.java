package dev.dpm.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import dev.dpm.config.yaml.Lined;

/**
 * Parses JSON and stores the line of each value. Like PM2, it accepts comments, single quotes, names without quotes and
 * trailing commas.
 */
final class LinedJson {

    private static final int DEEPEST = 50;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

    private LinedJson() {
    }

    /**
     * Parses a text as JSON.
     * @param name the name of the file, for the message of the exception
     */
    static Lined read(String text, String name) throws BadSource {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            if (parser.currentToken() == null) {
                return new Lined(1, "");
            }
            return value(parser);
        } catch (JsonProcessingException e) {
            // an exception about a limit of the parser contains no line
            String line = Optional.ofNullable(e.getLocation()).map(at -> " line " + at.getLineNr()).orElse("");
            throw new BadSource(name + line + ": is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadSource(name + " is no JSON: " + e.getMessage());
        }
    }

    private static Lined value(JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Lined> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Lined(line, items);
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Lined> pairs = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                pairs.put(name, value(parser));
            }
            return new Lined(line, pairs);
        }
        return new Lined(line, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
    }
}
