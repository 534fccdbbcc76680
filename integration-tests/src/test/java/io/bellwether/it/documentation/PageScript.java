package io.bellwether.it.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of one page as a script that runs them in one shell, one after the other, as a reader would who types along,
 * and what came of it.
 *
 * <p>Where a page says which answer to expect, it says so in the comment behind the command: {@code # 503, and why} or
 * {@code # exit code 2}. Everything else has to succeed.
 */
public final class PageScript {

    /** Runs until it is interrupted; here it is, after a while. */
    private static final Pattern ENDLESS = Pattern.compile("^\\./bellwether .* (-f|--follow|--foreground)\\b.*");

    private static final Pattern STREAM = Pattern.compile("^curl .*-N .*", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile(" #(.*)$", Pattern.MULTILINE);
    private static final Pattern EXIT_CODE = Pattern.compile("exit code (\\d)");
    private static final Pattern STATUS = Pattern.compile("\\b([45]\\d\\d)\\b");
    private static final Pattern ANSWER = Pattern.compile("@http (\\d{3})");
    private static final int INTERRUPTED = 124;
    private static final int OUT_OF_TIME = 28;

    private final List<Step> steps = new ArrayList<>();

    private record Step(String place, String command) {}

    /** What went wrong, with the place of the command. */
    public record Failure(String place, String command, String what, String output) {

        @Override
        public String toString() {
            return "%s: %s%n  %s%n%s"
                    .formatted(place, command, what, output.strip().indent(4));
        }
    }

    public PageScript(List<CommandBlock> blocks) {
        for (CommandBlock block : blocks) {
            block.commands().forEach(command -> steps.add(new Step(block.fence().place(), command)));
        }
    }

    /**
     * The script; each command leaves its output and its exit code in files of this folder.
     *
     * @param here What a command is on the system that it is typed at.
     */
    public String text(Path folder, UnaryOperator<String> here) {
        StringBuilder script = new StringBuilder("""
                curl() { command curl -sS -m 20 -w '\\n@http %{http_code}\\n' "$@"; }
                """);
        for (int i = 0; i < steps.size(); i++) {
            String command = here.apply(steps.get(i).command());
            if (ENDLESS.matcher(command).matches()) {
                command = "timeout -s INT 5 " + command;
            } else if (STREAM.matcher(command).matches()) {
                command = command.replaceFirst("curl ", "curl -m 4 ");
            }
            script.append("{\n%s\n} >'%s' 2>&1 </dev/null\necho $? >'%s'\n"
                    .formatted(command, folder.resolve(i + ".out"), folder.resolve(i + ".code")));
        }
        return script.toString();
    }

    /** What went wrong, by what the commands left in this folder; one that left nothing was not reached. */
    public List<Failure> judge(Path folder) throws IOException {
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Path code = folder.resolve(i + ".code");
            Path said = folder.resolve(i + ".out");
            String output = Files.exists(said) ? Files.readString(said) : "";
            String wrong = Files.exists(code)
                    ? wrong(
                            step.command(),
                            Integer.parseInt(Files.readString(code).strip()),
                            output)
                    : "was not reached";
            if (!wrong.isEmpty()) {
                failures.add(new Failure(step.place(), step.command(), wrong, output));
            }
        }
        return failures;
    }

    private static String wrong(String command, int code, String output) {
        Matcher comment = COMMENT.matcher(command);
        String said = comment.find() ? comment.group(1) : "";
        Matcher wantedCode = EXIT_CODE.matcher(said);
        int wanted = wantedCode.find() ? Integer.parseInt(wantedCode.group(1)) : 0;
        boolean ended = (ENDLESS.matcher(command).matches() && (code == INTERRUPTED || code > 128))
                || (STREAM.matcher(command).matches() && code == OUT_OF_TIME);
        if (code != wanted && !ended) {
            return "ended with %d, not %d".formatted(code, wanted);
        }
        Matcher answer = ANSWER.matcher(output);
        Matcher wantedStatus = STATUS.matcher(said);
        String status = wantedStatus.find() ? wantedStatus.group(1) : "";
        while (answer.find()) {
            boolean asWanted = status.isEmpty()
                    ? answer.group(1).compareTo("400") < 0
                    : answer.group(1).equals(status);
            if (!asWanted) {
                return "was answered with %s%s".formatted(answer.group(1), status.isEmpty() ? "" : ", not " + status);
            }
        }
        return "";
    }
}
