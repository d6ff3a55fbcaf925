package dev.dpm.notice.send;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * A TCP connection that fails after it has received {@value #MOST_BYTES} bytes. Otherwise, the mail library would read an
 * endless answer without a limit.
 */
final class BoundedSocket extends Socket {

    static final int MOST_BYTES = 64 * 1024;

    private int left = MOST_BYTES;

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] block, int from, int length) throws IOException {
                if (left <= 0) {
                    throw new IOException("the server said more than " + MOST_BYTES + " bytes");
                }
                int count = super.read(block, from, Math.min(length, left));
                left -= Math.max(0, count);
                return count;
            }
        };
    }

    /** Closes the connection. If this fails, nothing is reported. */
    void end() {
        try {
            close();
        } catch (IOException e) {
            // the failure has no effect, since the connection is not used any more
            return;
        }
    }
}
