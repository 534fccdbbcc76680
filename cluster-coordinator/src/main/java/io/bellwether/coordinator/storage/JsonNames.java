package io.bellwether.coordinator.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Command;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The names that are on disk. JSON, because records need no code of their own in it and a person can read a log with
 * {@code strings}; its size and speed are far from mattering (docs/operations/raft.md has the measurement). Names are
 * given here and not taken from classes, so that moving a class does not change the disk; what is unknown, missing or
 * superfluous is refused.
 */
final class JsonNames {

    private JsonNames() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Payload.Membership.class, name = "membership"),
        @JsonSubTypes.Type(value = Payload.Barrier.class, name = "barrier"),
        @JsonSubTypes.Type(value = Payload.Config.Put.class, name = "config-put"),
        @JsonSubTypes.Type(value = Payload.Config.Delete.class, name = "config-delete"),
        @JsonSubTypes.Type(value = Payload.Config.Replace.class, name = "config-replace"),
        @JsonSubTypes.Type(value = Payload.Config.Clear.class, name = "config-clear"),
        @JsonSubTypes.Type(value = Payload.Registry.Register.class, name = "registry-register")
    })
    private interface Payloads {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Command.Tick.class, name = "tick"),
        @JsonSubTypes.Type(value = Command.Admit.class, name = "admit"),
        @JsonSubTypes.Type(value = Command.Confirm.class, name = "confirm"),
        @JsonSubTypes.Type(value = Command.Lose.class, name = "lose"),
        @JsonSubTypes.Type(value = Command.Find.class, name = "find"),
        @JsonSubTypes.Type(value = Command.Remove.class, name = "remove"),
        @JsonSubTypes.Type(value = Command.Degrade.class, name = "degrade"),
        @JsonSubTypes.Type(value = Command.Restore.class, name = "restore"),
        @JsonSubTypes.Type(value = Command.Leave.class, name = "leave"),
        @JsonSubTypes.Type(value = Command.Drain.class, name = "drain"),
        @JsonSubTypes.Type(value = Command.Undrain.class, name = "undrain"),
        @JsonSubTypes.Type(value = Command.Maintain.class, name = "maintain"),
        @JsonSubTypes.Type(value = Command.EndMaintenance.class, name = "end-maintenance"),
        @JsonSubTypes.Type(value = Command.Readmit.class, name = "readmit"),
        @JsonSubTypes.Type(value = Command.Forget.class, name = "forget")
    })
    private interface Commands {}

    /** A mapper that knows these names and nothing else. */
    static JsonMapper mapper() {
        SimpleModule names = new SimpleModule("bellwether")
                .addSerializer(NodeId.class, ToStringSerializer.instance)
                .addDeserializer(NodeId.class, new NodeIdReader());
        return JsonMapper.builder()
                .addModule(names)
                .addMixIn(Payload.class, Payloads.class)
                .addMixIn(Command.class, Commands.class)
                .changeDefaultVisibility(checker -> checker.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                        .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
    }

    private static final class NodeIdReader extends StdDeserializer<NodeId> {

        NodeIdReader() {
            super(NodeId.class);
        }

        @Override
        public NodeId deserialize(JsonParser parser, DeserializationContext context) {
            return new NodeId(parser.getValueAsString(""));
        }
    }
}
