package io.bellwether.gateway;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import reactor.netty.ReactorNetty;

/** Starts the gateway. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    private static final int LOOPS_MIN = 2;

    public static void main(String[] args) {
        loops();
        new SpringApplicationBuilder(GatewayApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }

    /**
     * One event loop for each processor: the library takes four at least, which on two processors only wait for each other. And
     * one that does nothing but take new connections, as the library has none: while the others are busy nobody would be taken,
     * and thousands wait before the door that could as well be told to come later. What is set already stays.
     */
    private static void loops() {
        int processors = Math.max(LOOPS_MIN, Runtime.getRuntime().availableProcessors());
        setUnlessSet(ReactorNetty.IO_WORKER_COUNT, processors);
        setUnlessSet(ReactorNetty.IO_SELECT_COUNT, 1);
    }

    private static void setUnlessSet(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
