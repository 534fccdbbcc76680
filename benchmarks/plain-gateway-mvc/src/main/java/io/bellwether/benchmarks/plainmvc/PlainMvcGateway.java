package io.bellwether.benchmarks.plainmvc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway for servlets and the round robin of Spring Cloud LoadBalancer, as they come. */
@SpringBootApplication
public class PlainMvcGateway {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainMvcGateway.class, arguments);
    }
}
