package io.bellwether.coordinator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.bellwether.coordinator", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.bellwether.coordinator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule replicatedStateKnowsNeitherTheLogNorWhoAsks = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.bellwether.coordinator.config",
                    "io.bellwether.coordinator.registry",
                    "io.bellwether.coordinator.journal")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.apache.ratis..",
                    "io.bellwether.coordinator.raft",
                    "io.bellwether.coordinator.api")
            .because("what an entry does must depend on nothing but the entries before it");
}
