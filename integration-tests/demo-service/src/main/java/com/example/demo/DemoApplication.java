package com.example.demo;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A service that tells which services it finds, and which instance of one it would call now, in which state. */
@SpringBootApplication
@RestController
public class DemoApplication {

    private final DiscoveryClient discovery;
    private final LoadBalancerClient balancer;

    DemoApplication(DiscoveryClient discovery, LoadBalancerClient balancer) {
        this.discovery = discovery;
        this.balancer = balancer;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(DemoApplication.class, arguments);
    }

    @GetMapping("/services")
    List<String> services() {
        return discovery.getServices();
    }

    @GetMapping("/next/{service}")
    String next(@PathVariable String service) {
        ServiceInstance instance = balancer.choose(service);
        return instance == null ? "none" : instance.getInstanceId() + " " + instance.getMetadata().get("state");
    }
}
