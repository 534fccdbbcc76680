package io.bellwether.cli.command;

import io.bellwether.cli.doctor.Diagnosis;
import io.bellwether.cli.doctor.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Findings as a program reads them. */
final class DoctorJson {

    private DoctorJson() {}

    static String of(Diagnosis diagnosis) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(fields(diagnosis));
    }

    static Map<String, Object> fields(Diagnosis diagnosis) {
        var all = new LinkedHashMap<String, Object>();
        all.put("checks", diagnosis.findings().stream().map(DoctorJson::of).toList());
        return all;
    }

    private static Map<String, Object> of(Finding finding) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", finding.name());
        fields.put("topic", finding.topic().word());
        fields.put("subject", finding.subject());
        fields.put("level", finding.level().word());
        fields.put("found", finding.found());
        fields.put("means", finding.means());
        fields.put("do", finding.toDo());
        return fields;
    }
}
