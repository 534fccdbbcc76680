package io.bellwether.coordinator.projection;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One key in Redis and a connection to write it by. For one thread. */
final class RedisKey implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(2);
    private static final int THREADS = 2;

    /** A leader that was deposed and does not know it yet overwrites nothing of its successor's. */
    private static final String SCRIPT = """
            local there = redis.call('GET', KEYS[1])
            local term = there and string.match(there, '"term":(%d+)')
            if term and tonumber(term) > tonumber(ARGV[2]) then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
            return 1
            """;

    private final String name;
    private final Duration timeToLive;
    private final ClientResources resources;
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    /**
     * Where Redis is.
     *
     * @param user Empty for the default one.
     * @param passwordFile Null where it asks for none.
     */
    record Address(
            String host, int port, String user, @Nullable Path passwordFile) {}

    private RedisKey(String name, Duration timeToLive, RedisURI uri) {
        this.name = name;
        this.timeToLive = timeToLive;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        this.client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                // Whoever writes tries again by itself, and tells it.
                .autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(CALL).build())
                .timeoutOptions(TimeoutOptions.enabled(CALL))
                .build());
    }

    /** Connects. The password is read each time: it may have been changed. */
    static RedisKey open(String name, Duration timeToLive, Address address) {
        var uri = RedisURI.builder()
                .withHost(address.host())
                .withPort(address.port())
                .withClientName("cluster-coordinator")
                .withTimeout(CALL);
        Path file = address.passwordFile();
        if (file != null) {
            String password = password(file);
            if (address.user().isEmpty()) {
                uri.withPassword(password.toCharArray());
            } else {
                uri.withAuthentication(address.user(), password.toCharArray());
            }
        }
        var key = new RedisKey(name, timeToLive, uri.build());
        try {
            key.connection = key.client.connect();
            return key;
        } catch (RedisException e) {
            key.close();
            throw new ProjectionException(
                    "no connection to Redis at %s:%d".formatted(address.host(), address.port()), e);
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ProjectionException(
                    "the password of Redis cannot be read from %s (cluster.projections.redis.password-file)"
                            .formatted(file),
                    e);
        }
    }

    String name() {
        return name;
    }

    /** Writes, unless a later term has; then it returns false. */
    boolean write(long term, String value) {
        if (connection == null) {
            throw new ProjectionException("not connected to Redis", null);
        }
        try {
            Long done = connection
                    .sync()
                    .eval(
                            SCRIPT,
                            ScriptOutputType.INTEGER,
                            new String[] {name},
                            value,
                            Long.toString(term),
                            Long.toString(timeToLive.toMillis()));
            return done != null && done == 1;
        } catch (RedisException e) {
            throw new ProjectionException("Redis has not taken the status", e);
        }
    }

    @Override
    public void close() {
        client.shutdown(0, CALL.toMillis(), TimeUnit.MILLISECONDS);
        resources.shutdown(0, CALL.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(CALL.toMillis());
    }
}
