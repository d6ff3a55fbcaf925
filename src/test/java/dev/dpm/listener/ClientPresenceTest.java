package dev.dpm.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;

/** Tests how the runner finds out that a client has gone, with real sockets and one event loop, as the runner has. */
class ClientPresenceTest {

    private static final int SECONDS = 30;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    /** Whether the client of the first request has gone. A worker's thread completes this future. */
    private final CompletableFuture<Boolean> isGone = new CompletableFuture<>();
    private final CompletableFuture<Channel> asked = new CompletableFuture<>();
    private volatile CountDownLatch working = new CountDownLatch(0);
    private InetSocketAddress address;

    @BeforeEach
    void listen() {
        Channel server = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline().addLast(new Request());
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly().channel();
        address = (InetSocketAddress) server.localAddress();
    }

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Request extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            asked.complete(context.channel());
            CompletableFuture.runAsync(() -> {
                awaited(working);
                isGone.complete(ClientPresence.isGone(context.channel()));
            });
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Socket client() throws Exception {
        return new Socket(address.getAddress(), address.getPort());
    }

    /** The event loop stands still until the client has gone, as in a runner that SIGSTOP suspends. */
    @RepeatedTest(20)
    void a_request_that_arrives_together_with_its_clients_end() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        loop.next().execute(() -> awaited(stopped));
        try (Socket client = client()) {
            client.getOutputStream().write('r');
        }

        stopped.countDown();

        assertThat(isGone.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_client_that_goes_while_its_request_waits_for_a_worker() throws Exception {
        working = new CountDownLatch(1);
        try (Socket client = client()) {
            client.getOutputStream().write('r');
            asked.get(SECONDS, TimeUnit.SECONDS);
        }

        working.countDown();

        assertThat(isGone.get(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_client_that_waits_is_there() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write('r');

            assertThat(isGone.get(SECONDS, TimeUnit.SECONDS)).isFalse();
        }
    }

    /** The worker must not wait for ever for an event loop that is busy. */
    @Test
    void a_client_counts_as_there_where_the_event_loop_does_not_answer() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        working = new CountDownLatch(1);
        try (Socket client = client()) {
            client.getOutputStream().write('r');
            asked.get(SECONDS, TimeUnit.SECONDS);
            loop.next().execute(() -> awaited(busy));
            working.countDown();

            assertThat(isGone.get(SECONDS, TimeUnit.SECONDS)).isFalse();
        } finally {
            busy.countDown();
        }
    }
}
