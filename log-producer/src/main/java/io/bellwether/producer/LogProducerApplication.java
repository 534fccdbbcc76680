package io.bellwether.producer;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the log producer. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LogProducerApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(LogProducerApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }
}
