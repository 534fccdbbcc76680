package io.bellwether.coordinator.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bellwether.coordinator", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule theHostKnowsNoWeb = noClasses()
            .that()
            .resideInAPackage("io.bellwether.coordinator.host")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "jakarta..", "org.apache.ratis..", "io.bellwether.coordinator.api")
            .because("a coordinator must be startable, and stoppable, in a test without a context");

    @ArchTest
    static final ArchRule theRestSideKnowsNoLibraryOfTheLog = noClasses()
            .that()
            .resideInAPackage("io.bellwether.coordinator.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.ratis..", "io.bellwether.protocol.authority..")
            .because("it decides nothing and shows what the host tells it");
}
