package dev.dpm.door;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Netty's listening channel. Where a socket was handed over for the port of the channel, the channel continues with
 * that socket instead of binding a new one. The port is known only when the channel is bound.
 */
final class HandedServerChannel extends NioServerSocketChannel {

    /** The socket that was handed over; null until then. Netty reads this field from within the constructor, too. */
    private ServerSocketChannel handed;

    @Override
    protected ServerSocketChannel javaChannel() {
        return handed == null ? super.javaChannel() : handed;
    }

    @Override
    public boolean isOpen() {
        return handed == null ? super.isOpen() : handed.isOpen();
    }

    @Override
    protected void doBind(SocketAddress address) throws Exception {
        Optional<ServerSocketChannel> ready = address instanceof InetSocketAddress internet
                ? HandedPorts.take(internet.getPort())
                : Optional.empty();
        if (ready.isEmpty()) {
            super.doBind(address);
            return;
        }
        ServerSocketChannel unused = super.javaChannel();
        selectionKey().cancel();
        handed = ready.get();
        // from here on the event loop watches the other socket
        doRegister();
        unused.close();
    }
}
