package io.bellwether.protocol;

import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;

/** What the core may not know, also where no import shows it. */
@AnalyzeClasses(packages = "io.bellwether.protocol", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayersTest {

    private static final String SIMULATOR_OWNS = "the simulator must own time, threads, randomness and the network";

    /** Of these classes only the named members may be used; none at all where the set is empty. */
    private static final Map<String, Set<String>> ALLOWED_MEMBERS = Map.of(
            "java.lang.System", Set.of("arraycopy"),
            "java.lang.Thread", Set.of(),
            "java.lang.ThreadLocal", Set.of(),
            "java.lang.Runtime", Set.of(),
            "java.lang.Process", Set.of(),
            "java.lang.ProcessBuilder", Set.of(),
            "java.lang.ProcessHandle", Set.of());

    /** Of these classes everything but the named members may be used. */
    private static final Map<String, Set<String>> BANNED_MEMBERS = Map.of(
            "java.lang.Math", Set.of("random"),
            "java.lang.StrictMath", Set.of("random"),
            "java.time.Instant", Set.of("now"),
            "java.util.UUID", Set.of("randomUUID"),
            "java.util.random.RandomGenerator", Set.of("getDefault", "of"));

    @ArchTest
    static final ArchRule theCoreKnowsOnlyTheJdk = classes()
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "io.bellwether.protocol..",
                            "java.lang..",
                            "java.math",
                            "java.nio",
                            "java.nio.charset",
                            "java.time",
                            "java.util",
                            "java.util.function",
                            "java.util.random",
                            "java.util.stream",
                            "javax.crypto..",
                            "org.jspecify.annotations")
                    // What javax.crypto throws.
                    .or(JavaClass.Predicates.type(GeneralSecurityException.class)))
            .because(SIMULATOR_OWNS + "; what needs more belongs into cluster-agent or above");

    @ArchTest
    static final ArchRule theCoreReadsNoClockAndNoRandomSourceAndStartsNothing = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "reads a clock, makes chance, or starts something", LayersTest::escapes))
            .because(SIMULATOR_OWNS + ": time is an argument, chance an injected RandomGenerator");

    @ArchTest
    static final ArchRule theCoreHasNoClock = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .because("monotonic nanoseconds are an argument; an Instant is only shown to people");

    @ArchTest
    static final ArchRule theCoreUsesNoCollectionWithARandomOrder = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "Set.of, Map.of, their copyOf, or a collector that ends in them", LayersTest::ordersAtRandom))
            .because("they iterate in another order in every JVM run, and iteration order reaches the wire");

    @ArchTest
    static final ArchRule aMachineIsConfinedToOneThread = noMethods()
            .should()
            .haveModifier(SYNCHRONIZED)
            .allowEmptyShould(true)
            .because("its driver calls it from one thread; a lock would hide that it does not");

    @ArchTest
    static final ArchRule aMachineSharesNoField = noFields()
            .should()
            .haveModifier(VOLATILE)
            .allowEmptyShould(true)
            .because("its driver calls it from one thread; a volatile field would hide that it does not");

    private static boolean escapes(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var member = access.getTarget().getName();
        for (var row : ALLOWED_MEMBERS.entrySet()) {
            if (owner.isAssignableTo(row.getKey()) && !row.getValue().contains(member)) {
                return true;
            }
        }
        for (var row : BANNED_MEMBERS.entrySet()) {
            if (owner.isAssignableTo(row.getKey()) && row.getValue().contains(member)) {
                return true;
            }
        }
        // Without a seed a generator takes one from the clock or the system.
        return owner.isAssignableTo("java.util.random.RandomGenerator")
                && access.getTarget() instanceof AccessTarget.ConstructorCallTarget seeded
                && seeded.getRawParameterTypes().isEmpty();
    }

    private static boolean ordersAtRandom(JavaAccess<?> call) {
        var owner = call.getTargetOwner().getFullName();
        var member = call.getTarget().getName();
        return switch (owner) {
            case "java.util.Set", "java.util.Map" ->
                member.equals("of") || member.equals("copyOf") || member.equals("ofEntries");
            case "java.util.stream.Collectors" ->
                member.equals("toUnmodifiableSet") || member.equals("toUnmodifiableMap");
            default -> false;
        };
    }
}
