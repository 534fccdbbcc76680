package io.bellwether.coordinator.raft;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = {"io.bellwether.coordinator.raft", "io.bellwether.coordinator.storage"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule theLogKnowsNoSpring = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .because("the log must be startable, and breakable, in a test without a context");

    @ArchTest
    static final ArchRule whatIsStoredKnowsNoRaft = noClasses()
            .that()
            .resideInAPackage("io.bellwether.coordinator.storage")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.ratis..", "io.bellwether.coordinator.raft")
            .because("bytes on disk outlive the library");

    @ArchTest
    static final ArchRule theLogDoesNotReadItsEntries = noClasses()
            .that()
            .resideInAPackage("io.bellwether.coordinator.raft")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.bellwether.protocol.state")
            .because("it carries bytes, and can be replaced");

    @ArchTest
    static final ArchRule nobodyProposesThroughAClient = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.ratis.client..")
            .because("a client object is three times slower than the server itself");
}
