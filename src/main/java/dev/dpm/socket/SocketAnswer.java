package dev.dpm.socket;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.dpm.command.CommandAnswer;

record SocketAnswer(int status, String type, Map<String, String> headers, String body) {

    static SocketAnswer of(CommandAnswer said) {
        return new SocketAnswer(200, said.type(), said.headers(), said.body());
    }

    /**
     * The answer that refuses a request.
     * @param sentence why the request is refused
     */
    static SocketAnswer refusal(int status, String sentence) {
        return new SocketAnswer(status, CommandAnswer.TEXT, Map.of(), sentence + "\n");
    }

    /** The answer's head (status line and headers) and its body, as bytes to send to the client. */
    AnswerBytes bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(status < 400 ? " OK" : " Refused")
                .append("\r\nContent-Type: ").append(type)
                .append(type.equals(CommandAnswer.JSON) ? "" : ";charset=UTF-8")
                .append("\r\nContent-Length: ").append(content.length).append("\r\nConnection: close\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return new AnswerBytes(first, content);
    }
}
