package io.bellwether.devservices.redis;

/** Where a Redis server answers. */
public record RedisAddress(String host, int port, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
