package dev.dpm.listener;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/** A listening channel of Netty. If {@link InheritedSockets} contains a socket for its port, the channel uses that socket. */
final class InheritedServerChannel extends NioServerSocketChannel {

    /**
     * The socket from {@link InheritedSockets}; null until the channel is bound, also while Netty's constructor reads this
     * field.
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
        // the event loop now accepts connections from the socket of InheritedSockets instead of Netty's own socket
        doRegister();
        unused.close();
    }
}
