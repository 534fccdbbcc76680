package io.bellwether.faults.member;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A service that does nothing but be a member: our starter and a web server. */
@SpringBootApplication
public class MemberApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(MemberApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .run(args);
    }
}
