package dev.dpm.command;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import dev.dpm.process.Word;

/** Makes Jackson write a {@link Word}, such as a constant of an enum, as the text that {@link Word#word} returns. */
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
