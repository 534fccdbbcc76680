package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.doctor.Timing;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command knows nothing of the core, so it has the times of the profiles written down once more: the same ones. */
class DoctorTimingTest {

    @Test
    void theDoctorJudgesByTheTimesThatMembersRunBy() {
        Map<Timing, TimingProfile> profiles = new LinkedHashMap<>();
        profiles.put(Timing.FAST, TimingProfile.FAST);
        profiles.put(Timing.DEFAULT, TimingProfile.DEFAULT);
        profiles.put(Timing.STEADY, TimingProfile.STEADY);
        profiles.put(Timing.WAN, TimingProfile.WAN);
        profiles.forEach((written, real) -> assertThat(written)
                .isEqualTo(new Timing(
                        written.profile(),
                        real.heartbeat(),
                        real.silenceFloor(),
                        real.silenceCap(),
                        real.failureTimeout(),
                        real.electionMin(),
                        real.phiThreshold(),
                        real.gossipFanout())));
    }
}
