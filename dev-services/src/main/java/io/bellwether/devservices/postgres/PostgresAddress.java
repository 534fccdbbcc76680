package io.bellwether.devservices.postgres;

/** Where a Postgres database answers, and to whom. */
public record PostgresAddress(String host, int port, String database, String user, String password) {

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }
}
