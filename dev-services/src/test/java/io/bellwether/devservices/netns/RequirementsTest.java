package io.bellwether.devservices.netns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequirementsTest {

    @Test
    void elsewhereThanOnLinuxItSaysWhatWorksThere() {
        assertThat(Requirements.missing("Mac OS X", true, program -> true).orElseThrow())
                .contains("Linux only", "Mac OS X", "./bellwether pause");
    }

    @Test
    void withoutRootItSaysHow() {
        assertThat(Requirements.missing("Linux", false, program -> true).orElseThrow())
                .contains("Only root", "sudo ./bellwether up --netns");
    }

    @Test
    void everyProgramThatIsMissingIsNamedWithItsPackage() {
        assertThat(Requirements.missing("Linux", true, program -> program.equals("ip"))
                        .orElseThrow())
                .contains("iptables-restore (package iptables) and nsenter (package util-linux)")
                .doesNotContain("iproute2");
    }

    @Test
    void whereAllIsThereNothingIsMissing() {
        assertThat(Requirements.missing("Linux", true, program -> true)).isEmpty();
    }
}
