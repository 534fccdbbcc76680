package io.bellwether.coordinator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.config.ConfigAnswer.Result;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload.Config;
import io.bellwether.coordinator.storage.Payload.Config.Condition;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigStoreTest {

    private final Journal journal = new Journal();
    private final ConfigStore store = new ConfigStore(journal);
    private long index;

    @Test
    void aKeyHasTheVersionOfTheChangeThatWroteIt() {
        assertThat(put("app", "a", "1")).isEqualTo(ConfigAnswer.done(1, true));
        assertThat(put("app", "b", "1")).isEqualTo(ConfigAnswer.done(2, true));
        assertThat(put("app", "a", "2")).isEqualTo(ConfigAnswer.done(3, false));

        assertThat(version("app", "a")).isEqualTo(3);
        assertThat(version("app", "b")).isEqualTo(2);
        assertThat(store.view().version()).isEqualTo(3);
    }

    @Test
    void aVersionIsNeverGivenTwiceNotEvenToAKeyThatWasDeletedAndMadeAnew() {
        put("app", "a", "1");
        apply(new Config.Delete("app", "a", Condition.NONE));
        put("app", "a", "1");

        assertThat(version("app", "a")).isEqualTo(3);
        assertThat(put("app", "a", "2", Condition.version(1)).result()).isEqualTo(Result.CONDITION_FAILED);
    }

    @Test
    void aWriteDecidedUponAnOldVersionIsRefusedAndToldThePresentOne() {
        put("app", "a", "1");
        put("app", "a", "2");

        ConfigAnswer answer = put("app", "a", "3", Condition.version(1));

        assertThat(answer.result()).isEqualTo(Result.CONDITION_FAILED);
        assertThat(answer.version()).isEqualTo(2);
        assertThat(answer.detail()).isEqualTo("key 'a' in namespace 'app' was to have version 1 and has version 2");
        assertThat(value("app", "a")).isEqualTo("2");
        assertThat(put("app", "a", "3", Condition.version(2)).result()).isEqualTo(Result.DONE);
    }

    @Test
    void whatIsToBeNewIsNotWrittenOver() {
        assertThat(put("app", "a", "1", Condition.ABSENT)).isEqualTo(ConfigAnswer.done(1, true));
        assertThat(put("app", "a", "2", Condition.ABSENT).result()).isEqualTo(Result.CONDITION_FAILED);
        assertThat(value("app", "a")).isEqualTo("1");
    }

    @Test
    void whatIsToBeThereIsNotMade() {
        assertThat(put("app", "a", "1", Condition.PRESENT).result()).isEqualTo(Result.CONDITION_FAILED);
        assertThat(put("app", "a", "1", Condition.version(1)).result()).isEqualTo(Result.CONDITION_FAILED);
        assertThat(store.view()).isEqualTo(ConfigView.EMPTY);
    }

    @Test
    void whatIsNotThereCannotBeDeleted() {
        put("app", "a", "1");

        assertThat(apply(new Config.Delete("app", "b", Condition.NONE)))
                .isEqualTo(ConfigAnswer.refused(Result.UNKNOWN, 0, "there is no key 'b' in namespace 'app'"));
        assertThat(apply(new Config.Clear("other", Condition.NONE)).result()).isEqualTo(Result.UNKNOWN);
        assertThat(apply(new Config.Delete("app", "b", Condition.version(1))).result())
                .isEqualTo(Result.CONDITION_FAILED);
        assertThat(store.view().version()).isEqualTo(1);
    }

    @Test
    void aNamespaceGoesWithItsLastKey() {
        put("app", "a", "1");
        apply(new Config.Delete("app", "a", Condition.version(1)));

        assertThat(store.view().namespace("app")).isNull();
        assertThat(store.view().bytes()).isZero();
    }

    @Test
    void aNamespaceHasTheVersionOfItsLatestChangeDeletionsToo() {
        put("app", "a", "1");
        put("app", "b", "1");
        apply(new Config.Delete("app", "a", Condition.NONE));

        assertThat(apply(new Config.Clear("app", Condition.version(2))).result())
                .isEqualTo(Result.CONDITION_FAILED);
        assertThat(apply(new Config.Clear("app", Condition.version(3)))).isEqualTo(ConfigAnswer.done(4, false));
        assertThat(store.view().namespaces()).isEmpty();
    }

    @Test
    void aReplacementKeepsWhatItDoesNotChange() {
        put("app", "a", "1");
        put("app", "b", "1");
        put("app", "c", "1");

        ConfigAnswer answer = apply(
                new Config.Replace("app", List.of(item("b", "1"), item("c", "2"), item("d", "1")), Condition.NONE));

        assertThat(answer).isEqualTo(ConfigAnswer.done(4, false));
        assertThat(store.view().item("app", "a")).isNull();
        assertThat(List.of(version("app", "b"), version("app", "c"), version("app", "d")))
                .containsExactly(2L, 4L, 4L);
        assertThat(told(3)).containsExactly("config.put app/c 4", "config.put app/d 4", "config.deleted app/a 4");
    }

    @Test
    void aReplacementByTheSameChangesNothing() {
        put("app", "a", "1");

        assertThat(apply(new Config.Replace("app", List.of(item("a", "1")), Condition.PRESENT)))
                .isEqualTo(ConfigAnswer.done(1, false));
        assertThat(store.view().version()).isEqualTo(1);
        assertThat(told(1)).isEmpty();
    }

    @Test
    void aChangeThatIsAskedForTwiceIsCarriedOutOnceAndAnsweredAlike() {
        ConfigAnswer first = apply("id-1", new Config.Put("app", item("a", "1"), Condition.ABSENT));
        put("app", "a", "2");

        ConfigAnswer second = apply("id-1", new Config.Put("app", item("a", "1"), Condition.ABSENT));

        assertThat(second).isEqualTo(first);
        assertThat(value("app", "a")).isEqualTo("2");
    }

    @Test
    void aRefusalIsRememberedAsWell() {
        put("app", "a", "1");
        ConfigAnswer first = apply("id-1", new Config.Put("app", item("a", "2"), Condition.ABSENT));
        apply(new Config.Delete("app", "a", Condition.NONE));

        assertThat(apply("id-1", new Config.Put("app", item("a", "2"), Condition.ABSENT)))
                .isEqualTo(first);
        assertThat(store.view().item("app", "a")).isNull();
    }

    @Test
    void anIdBelongsToOneChange() {
        apply("id-1", new Config.Put("app", item("a", "1"), Condition.NONE));

        assertThat(apply("id-1", new Config.Put("app", item("a", "2"), Condition.NONE))
                        .result())
                .isEqualTo(Result.ID_REUSED);
        assertThat(apply("id-1", new Config.Delete("app", "a", Condition.NONE)).result())
                .isEqualTo(Result.ID_REUSED);
        assertThat(value("app", "a")).isEqualTo("1");
    }

    @Test
    void theOldestIdIsForgottenFirst() {
        var change = new Config.Put("app", item("a", "1"), Condition.NONE);
        IntStream.rangeClosed(0, Remembered.ANSWERS_MAX).forEach(i -> apply("id-" + i, change));
        long before = store.view().version();

        assertThat(apply("id-1", change).version()).as("still remembered").isEqualTo(2);
        assertThat(apply("id-0", change).version()).as("carried out again").isEqualTo(before + 1);
    }

    @Test
    void aChangeIsTold() {
        put("app", "a", "1");
        put("app", "a", "2");
        apply(new Config.Delete("app", "a", Condition.NONE));
        put("app", "a", "1", Condition.PRESENT);

        assertThat(told(0)).containsExactly("config.put app/a 1", "config.put app/a 2", "config.deleted app/a 3");
        assertThat(journal.after(0, 9).lines())
                .extracting(JournalLine::evidence)
                .containsExactly("created", "changed", "deleted");
    }

    @Test
    void aReaderSeesAChangeWholeOrNotAtAll() {
        put("app", "a", "1");
        ConfigView before = store.view();
        apply(new Config.Clear("app", Condition.NONE));

        assertThat(before.item("app", "a")).isNotNull();
        assertThat(store.view().item("app", "a")).isNull();
    }

    @Test
    void aFullNamespaceTakesNoFurtherKeyButChangesOfThoseItHas() {
        IntStream.range(0, ConfigLimits.KEYS_MAX).forEach(i -> put("app", "k" + i, ""));

        ConfigAnswer answer = put("app", "more", "");

        assertThat(answer.result()).isEqualTo(Result.FULL);
        assertThat(answer.detail()).isEqualTo("namespace 'app' has 1000 keys, which is the most");
        assertThat(put("app", "k1", "2").result()).isEqualTo(Result.DONE);
        assertThat(put("other", "more", "").result()).isEqualTo(Result.DONE);
    }

    @Test
    void thereAreSoManyNamespaces() {
        IntStream.range(0, ConfigLimits.NAMESPACES_MAX).forEach(i -> put("n" + i, "k", ""));

        assertThat(put("more", "k", "").detail()).isEqualTo("there are 100 namespaces, which is the most");
        assertThat(put("n1", "k2", "").result()).isEqualTo(Result.DONE);
    }

    @Test
    void theStoreAsAWholeHasALimitAndGetsRoomBackByDeleting() {
        String large = "x".repeat(ConfigLimits.VALUE_BYTES_MAX);
        int fitting = ConfigLimits.BYTES_MAX / (ConfigLimits.VALUE_BYTES_MAX + ConfigLimits.ITEM_BYTES);
        IntStream.range(0, fitting).forEach(i -> put("app", "k" + i, large));

        assertThat(put("app", "more", large).result()).isEqualTo(Result.FULL);
        apply(new Config.Delete("app", "k0", Condition.NONE));
        assertThat(put("app", "more", large).result()).isEqualTo(Result.DONE);
        assertThat(store.view().bytes()).isLessThanOrEqualTo(ConfigLimits.BYTES_MAX);
    }

    @Test
    void whatBreaksARuleIsRefusedAndNamed() {
        assertThat(put("app", "a b", "").detail())
                .isEqualTo("a key is 1 to 200 characters of a-z, A-Z, 0-9, '.', '_', '-',"
                        + " the first a letter or digit, got 'a b'");
        assertThat(put("..", "a", "").result()).isEqualTo(Result.INVALID);
        assertThat(put("", "a", "").result()).isEqualTo(Result.INVALID);
        assertThat(put("app", "k".repeat(201), "").result()).isEqualTo(Result.INVALID);
        assertThat(put("app", "k".repeat(200), "").result()).isEqualTo(Result.DONE);
        assertThat(put("app", "a", "\u00e9".repeat(ConfigLimits.VALUE_BYTES_MAX / 2))
                        .result())
                .isEqualTo(Result.DONE);
        assertThat(put("app", "a", "\u00e9".repeat(ConfigLimits.VALUE_BYTES_MAX / 2 + 1))
                        .detail())
                .isEqualTo("a value has at most 65536 bytes, that of 'a' has 65538");
        assertThat(apply(new Config.Replace("app", List.of(), Condition.NONE)).detail())
                .isEqualTo("a namespace has 1 to 1000 keys, got 0");
        assertThat(apply(new Config.Replace("app", List.of(item("a", "1"), item("a", "2")), Condition.NONE))
                        .detail())
                .isEqualTo("key 'a' is there twice");
        var large = item("b", "x".repeat(ConfigLimits.VALUE_BYTES_MAX));
        assertThat(apply(new Config.Replace("app", List.of(large), Condition.NONE))
                        .result())
                .isEqualTo(Result.INVALID);
        assertThat(apply(new Config.Put("app", new Config.Item("a", "", ""), Condition.NONE))
                        .result())
                .isEqualTo(Result.INVALID);
    }

    private ConfigAnswer put(String namespace, String key, String value) {
        return put(namespace, key, value, Condition.NONE);
    }

    private ConfigAnswer put(String namespace, String key, String value, Condition condition) {
        return apply(new Config.Put(namespace, item(key, value), condition));
    }

    private static Config.Item item(String key, String value) {
        return new Config.Item(key, "text/plain", value);
    }

    private ConfigAnswer apply(Config change) {
        return apply("", change);
    }

    private ConfigAnswer apply(String id, Config change) {
        index++;
        return store.apply(index, LogRecord.of(1, index, index, id, change));
    }

    private long version(String namespace, String key) {
        ConfigItem item = store.view().item(namespace, key);
        return item == null ? 0 : item.version();
    }

    private String value(String namespace, String key) {
        ConfigItem item = store.view().item(namespace, key);
        return item == null ? "none" : item.value();
    }

    private List<String> told(long after) {
        return journal.after(after, 100).lines().stream()
                .map(line -> "%s %s %d".formatted(line.type(), line.subject(), line.version()))
                .toList();
    }
}
