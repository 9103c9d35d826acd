package dev.lowstock.bot;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The Vert.x that Camel's HTTP servers are made of, with limits that Camel has no options for: a
 * connection on which nothing comes or goes is closed, and so is the oldest one when there are too
 * many. A client that holds connections open, without asking or asking slowly, keeps nobody out. A
 * request that a proxy may have read otherwise is refused, and ends its connection.
 */
final class BoundedHttp extends VertxWrapper {
  private final Supplier<CamelContext> camel;

  /**
   * Makes one; its threads run until it is closed.
   *
   * @param camel where {@code lowstock.httpIdleSeconds} and {@code lowstock.httpConnections} are
   *     read when a server is made
   */
  BoundedHttp(Supplier<CamelContext> camel) {
    super((VertxInternal) Vertx.vertx(options()));
    this.camel = camel;
  }

  /** No file is ever served, so none is looked for or copied. */
  private static VertxOptions options() {
    return new VertxOptions()
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  @Override
  public HttpServer createHttpServer(HttpServerOptions options) {
    options.setIdleTimeout(number("lowstock.httpIdleSeconds"));
    // Nobody needs it, and one connection of it would carry many requests at once.
    options.setHttp2ClearTextEnabled(false);
    Open open = new Open(number("lowstock.httpConnections"));
    return super.createHttpServer(options)
        .connectionHandler(
            connection -> {
              open.add(connection);
              ((ConnectionBase) connection)
                  .channel()
                  .pipeline()
                  .addAfter("httpDecoder", null, new OneReading());
            });
  }

  private int number(String name) {
    return Integer.parseInt(camel.get().resolvePropertyPlaceholders("{{" + name + "}}"));
  }

  /** The connections of one server, the oldest first. */
  private static final class Open {
    private final Set<HttpConnection> connections = new LinkedHashSet<>();
    private final int most;

    Open(int most) {
      this.most = most;
    }

    void add(HttpConnection connection) {
      HttpConnection oldest = withOneMore(connection);
      connection.closeHandler(closed -> remove(connection));
      if (oldest != null) {
        oldest.close();
      }
    }

    private synchronized @Nullable HttpConnection withOneMore(HttpConnection connection) {
      connections.add(connection);
      return connections.size() > most ? connections.iterator().next() : null;
    }

    private synchronized void remove(HttpConnection connection) {
      connections.remove(connection);
    }
  }

  /**
   * Refuses what Netty reads and a proxy may read otherwise: a body by another transfer coding than
   * chunked, or one that is named twice, and two hosts. What Netty itself cannot read it refuses
   * before.
   */
  private static final class OneReading extends ChannelInboundHandlerAdapter {
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (refused) {
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof HttpRequest request && isUnclear(request)) {
        refused = true;
        request.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("unclear length or host")));
      }
      context.fireChannelRead(message);
    }

    private static boolean isUnclear(HttpRequest request) {
      List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
      return codings.size() > 1
          || (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked"))
          || request.headers().getAll(HttpHeaderNames.HOST).size() > 1;
    }
  }
}
