package dev.dpm.ask;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.dpm.process.Word;

/** Makes Jackson write the constants of {@link Word} types by their words, as values and as keys of maps. */
final class WordsModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    WordsModule() {
        super("words");
        addSerializer(Word.class, new JsonSerializer<Word>() {
            @Override
            public void serialize(Word value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.word());
            }
        });
        addKeySerializer(Word.class, new JsonSerializer<Word>() {
            @Override
            public void serialize(Word value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeFieldName(value.word());
            }
        });
    }
}
