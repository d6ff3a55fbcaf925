package dev.dpm.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A connection with its only request. Only the socket's thread uses the object, except where noted. */
final class SocketVisit {

    private static final int FIRST_BYTES = 2 << 10;
    private static final byte[] INTERIM = "HTTP/1.1 102 Processing\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final SocketLimits limits;
    private ByteBuffer in = ByteBuffer.allocate(FIRST_BYTES);
    private Optional<Request.Head> head = Optional.empty();
    private int bodyFrom;
    private int bodyLength;
    private Optional<AnswerBytes> answer = Optional.empty();
    private ByteBuffer[] out = {};
    private long tookAt;
    private boolean isWhole;
    private long deadline;

    SocketVisit(SocketChannel channel, SelectionKey key, SocketLimits limits, long now) {
        this.channel = channel;
        this.key = key;
        this.limits = limits;
        this.deadline = now + limits.request().toNanos();
    }

    int size() {
        return isWhole ? bodyLength : in.capacity();
    }

    /** Whether the request is incomplete, so that the connection may be closed to make room. */
    boolean isHalfSent() {
        return !isWhole && answer.isEmpty();
    }

    boolean isOverdue(long now) {
        return (isHalfSent() || answer.isPresent()) && now - deadline > 0;
    }

    /**
     * Reads the bytes that have arrived.
     * @return the request, if it is complete
     */
    Optional<Request> read() throws IOException, BadRequest {
        int count = channel.read(in);
        while (count > 0) {
            if (head.isEmpty()) {
                findHead();
            }
            if (head.isPresent() && in.position() >= bodyFrom + bodyLength) {
                return Optional.of(whole());
            }
            if (!in.hasRemaining()) {
                grow();
            }
            count = channel.read(in);
        }
        if (count < 0) {
            throw new IOException("the connection ended within the request");
        }
        return Optional.empty();
    }

    /**
     * Whether the client has closed the connection. To find out whether the client still waits, this method sends it an interim
     * answer (RFC 9110, section 15.2). Called on any thread.
     */
    boolean isAbandoned() {
        try {
            if (channel.read(ByteBuffer.allocate(1)) >= 0) {
                return false;
            }
            channel.write(ByteBuffer.wrap(INTERIM));
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private Request whole() throws BadRequest {
        isWhole = true;
        key.interestOps(0);
        Request request = head.orElseThrow().with(Arrays.copyOfRange(in.array(), bodyFrom, bodyFrom + bodyLength));
        in = ByteBuffer.allocate(0);
        return request;
    }

    private void findHead() throws BadRequest {
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end > limits.head() || end < 0 && text.length() > limits.head()) {
            throw new BadRequest(431, "The head of a request has at most " + limits.head() + " bytes.");
        }
        if (end >= 0) {
            Request.Head found = Request.Head.read(text.substring(0, end));
            bodyLength = found.bodyLength(limits.body());
            bodyFrom = end + 4;
            head = Optional.of(found);
        }
    }

    private void grow() {
        int most = limits.head() + 4 + limits.body();
        in = ByteBuffer.allocate(Math.min(most, head.isPresent() ? bodyFrom + bodyLength : in.capacity() * 2))
                .put(in.flip());
    }

    void answer(AnswerBytes bytes, long now) {
        isWhole = true;
        in = ByteBuffer.allocate(0);
        answer = Optional.of(bytes);
        out = bytes.buffers();
        tookAt = now;
        deadline = now + limits.answer().toNanos();
        key.interestOps(SelectionKey.OP_WRITE);
    }

    /** The answer that is being sent to the client; empty: there is none yet. */
    Optional<AnswerBytes> answer() {
        return answer;
    }

    /** Whether the client has received no byte of its answer for longer than {@link SocketLimits#stall}. */
    boolean isStalled(long now) {
        return answer.isPresent() && now - tookAt >= limits.stall().toNanos();
    }

    /**
     * Sends as many bytes of the answer as the client can receive, without blocking.
     * @return whether all bytes are sent
     */
    boolean write(long now) throws IOException {
        if (channel.write(out) > 0) {
            tookAt = now;
        }
        return !out[out.length - 1].hasRemaining();
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // the failure has no effect, since the connection is not used any more
            key.cancel();
        }
    }
}
