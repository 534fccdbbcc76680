package io.bellwether.coordinator.config;

import io.bellwether.coordinator.storage.Payload.Config;

/**
 * One key and its value.
 *
 * @param mediaType What the value is, as its writer said.
 * @param version Of the store when the value was written: never given twice, not even to a key that was deleted and made
 *     anew.
 * @param bytes What it counts towards {@link ConfigLimits#BYTES_MAX}.
 * @param wallMillis When it was written by the leader's wall clock, for people.
 */
public record ConfigItem(String key, String mediaType, String value, long version, long bytes, long wallMillis) {

    static ConfigItem of(Config.Item item, long version, long wallMillis) {
        return new ConfigItem(
                item.key(), item.mediaType(), item.value(), version, ConfigLimits.bytes(item), wallMillis);
    }
}
