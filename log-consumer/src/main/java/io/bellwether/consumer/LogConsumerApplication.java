package io.bellwether.consumer;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the log consumer. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LogConsumerApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(LogConsumerApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }
}
