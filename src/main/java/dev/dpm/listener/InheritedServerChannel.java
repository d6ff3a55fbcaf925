package dev.dpm.listener;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Netty's listening channel. If a socket was offered for the channel's port ({@link InheritedSockets}), the channel uses
 * that socket instead of binding a new one. The port is known only when the channel is bound.
 */
final class InheritedServerChannel extends NioServerSocketChannel {

    /**
     * The listening socket that {@link InheritedSockets} offered for this port; null before the bind. Netty calls the method
     * that reads this field from within the constructor, too.
     */
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
                ? InheritedSockets.take(internet.getPort())
                : Optional.empty();
        if (ready.isEmpty()) {
            super.doBind(address);
            return;
        }
        ServerSocketChannel unused = super.javaChannel();
        selectionKey().cancel();
        handed = ready.get();
        // this call registers the offered socket with the event loop, in place of the socket that Netty had made
        doRegister();
        unused.close();
    }
}
