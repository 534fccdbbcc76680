package io.bellwether.devservices.home;

import java.util.Locale;

/** The operating system and processor of this machine, by the names that the binaries carry. */
public enum Platform {
    LINUX_AMD64("linux-amd64", "linux-x86_64"),
    LINUX_ARM64("linux-arm64", "linux-arm_64"),
    DARWIN_AMD64("darwin-amd64", "darwin-x86_64"),
    DARWIN_ARM64("darwin-arm64", "darwin-arm_64");

    private final String redisName;
    private final String postgresName;

    Platform(String redisName, String postgresName) {
        this.redisName = redisName;
        this.postgresName = postgresName;
    }

    public String redisName() {
        return redisName;
    }

    public String postgresName() {
        return postgresName;
    }

    public static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String os, String processor) {
        boolean arm = processor.equals("aarch64");
        if (!arm && !processor.equals("amd64") && !processor.equals("x86_64")) {
            throw unsupported(os, processor);
        }
        var system = os.toLowerCase(Locale.ROOT);
        if (system.equals("linux")) {
            return arm ? LINUX_ARM64 : LINUX_AMD64;
        }
        if (system.startsWith("mac")) {
            return arm ? DARWIN_ARM64 : DARWIN_AMD64;
        }
        throw unsupported(os, processor);
    }

    private static StartProblem unsupported(String os, String processor) {
        return new StartProblem(
                "Postgres and Redis cannot be started here: there are no binaries for %s on %s, only for Linux and macOS on x86-64 and ARM64. Use docker-compose, or point SPRING_DATASOURCE_URL, SPRING_DATA_REDIS_HOST and SPRING_KAFKA_BOOTSTRAP_SERVERS at servers of your own."
                        .formatted(os, processor));
    }
}
