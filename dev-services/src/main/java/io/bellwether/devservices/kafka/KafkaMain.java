package io.bellwether.devservices.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main class of the broker's JVM: formats the storage where it is not yet, then runs Kafka's own main. */
public final class KafkaMain {

    private KafkaMain() {}

    public static void main(String[] arguments) {
        var settings = arguments[0];
        var clusterId = arguments[1];
        int outcome = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--config", settings, "--cluster-id", clusterId},
                System.out);
        if (outcome != 0) {
            System.exit(outcome);
        }
        Kafka.main(new String[] {settings});
    }
}
