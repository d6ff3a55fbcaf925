package dev.dpm.listener;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Netty's listening channel. It uses the socket of {@link InheritedSockets} for its port, if there is one. */
final class InheritedServerChannel extends NioServerSocketChannel {

    /** The offered socket; null before the bind, also because Netty's constructor reads this field. */
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
        // registers the offered socket instead of Netty's own
        doRegister();
        unused.close();
    }
}
