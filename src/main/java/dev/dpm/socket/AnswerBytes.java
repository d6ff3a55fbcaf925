package dev.dpm.socket;

import java.nio.ByteBuffer;

/** The bytes of one answer. All clients that asked the same question share them. */
final class AnswerBytes {

    private final byte[] head;
    private final byte[] body;

    AnswerBytes(byte[] head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    int size() {
        return head.length + body.length;
    }

    /** The bytes as buffers for one client. Their positions show how much the client has received. */
    ByteBuffer[] buffers() {
        return new ByteBuffer[]{ByteBuffer.wrap(head), ByteBuffer.wrap(body)};
    }
}
