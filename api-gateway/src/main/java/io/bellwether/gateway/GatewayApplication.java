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
        oneLoopForEachProcessor();
        new SpringApplicationBuilder(GatewayApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }

    /** The library takes four at least, which on two processors only wait for each other. What is set already stays. */
    private static void oneLoopForEachProcessor() {
        if (System.getProperty(ReactorNetty.IO_WORKER_COUNT) == null) {
            int processors = Math.max(LOOPS_MIN, Runtime.getRuntime().availableProcessors());
            System.setProperty(ReactorNetty.IO_WORKER_COUNT, Integer.toString(processors));
        }
    }
}
