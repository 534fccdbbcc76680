package io.bellwether.coordinator;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts a coordinator. */
@SpringBootApplication
public class CoordinatorApplication {

    public static void main(String[] args) {
        FreshNames.insist();
        new SpringApplicationBuilder(CoordinatorApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }
}
