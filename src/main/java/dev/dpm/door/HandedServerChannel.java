package dev.dpm.door;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Netty's channel that listens. Where its port was handed over, it goes on with that socket in place of binding one: only at
 * that moment the port is known.
 */
final class HandedServerChannel extends NioServerSocketChannel {

    /** Null until a socket was handed over; Netty asks from within the constructor as well. */
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
        // the event loop looks at the other socket from here on
        doRegister();
        unused.close();
    }
}
