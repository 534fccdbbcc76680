package io.bellwether.it.layout;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.CacheMode;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Holds the compiled classes of all modules to the table in {@link Module}, also where no import shows an arrow, and to
 * the rules of layout that all modules share.
 */
@AnalyzeClasses(locations = LayersTest.EveryModule.class, cacheMode = CacheMode.PER_CLASS)
final class LayersTest {

    @ArchTest
    static final ArchRule aModuleKnowsOnlyWhatItsRowAllows = table();

    @ArchTest
    static final ArchRule whatRunsWithoutSpringKnowsNoSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    Module.PROTOCOL.packages(),
                    Module.SIMULATION.packages(),
                    Module.AGENT.packages(),
                    Module.DEV_SERVICES.packages(),
                    Module.CLI.packages())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("a process without Spring can be a member too, and tools start without a container");

    @ArchTest
    static final ArchRule theSimulatorOpensNoSocket = noClasses()
            .that()
            .resideInAPackage(Module.SIMULATION.packages())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..")
            .because("its network is simulated, so that a seed replays the same run anywhere");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.bellwether.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one concept under two names");

    @ArchTest
    static final ArchRule packagesAreNamedAfterConcepts = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..", "..utils..", "..common..", "..model..", "..dto..", "..service..", "..impl..")
            .because("such a name says how code is written, not what it is about");

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveModifier(ABSTRACT)
            .and()
            // What JMH writes around our benchmarks is not ours to shape.
            .resideOutsideOfPackage("..jmh_generated..")
            .and(not(describe("are extended", aClass -> !aClass.getSubclasses().isEmpty())))
            .and(not(describe("Spring derives a subclass from", LayersTest::isSubclassedBySpring)))
            .should()
            .haveModifier(FINAL)
            .as("classes are final unless they are extended on purpose or by Spring")
            .allowEmptyShould(true)
            .because("what may be extended is designed for it, and nothing here is by accident");

    @ArchTest
    static final ArchRule nothingSleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", Duration.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class)
            .because("a thread that sleeps cannot be told to stop: schedule, or await the condition with a bound");

    private static ArchRule table() {
        var layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .ensureAllClassesAreContainedInArchitecture();
        for (var module : Module.values()) {
            layers = layers.layer(module.folder()).definedBy(module.packages());
        }
        for (var module : Module.values()) {
            var known = module.known().stream().map(Module::folder).toArray(String[]::new);
            layers = known.length == 0
                    ? layers.whereLayer(module.folder()).mayNotAccessAnyLayer()
                    : layers.whereLayer(module.folder()).mayOnlyAccessLayers(known);
        }
        return layers.as("A module knows only the modules in its row of the table (Module.java)")
                .because("the folder list is the architecture: a new arrow needs a decision record");
    }

    private static boolean isSubclassedBySpring(JavaClass aClass) {
        return aClass.isAnnotatedWith("org.springframework.boot.autoconfigure.SpringBootApplication")
                || aClass.isAnnotatedWith("org.springframework.context.annotation.Configuration");
    }

    /** Where Maven has put the classes of every module; on the class path the executable jars would hide them. */
    static final class EveryModule implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Arrays.stream(Module.values())
                    .map(module -> Location.of(module.classes()))
                    .collect(Collectors.toSet());
        }
    }
}
