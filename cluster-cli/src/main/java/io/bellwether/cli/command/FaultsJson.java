package io.bellwether.cli.command;

import io.bellwether.devservices.netns.Faults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** What is wrong with the network on purpose, as a program reads it. */
final class FaultsJson {

    private FaultsJson() {}

    static List<Map<String, Object>> of(Faults faults) {
        var all = new ArrayList<Map<String, Object>>();
        faults.cuts().forEach(cut -> {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("kind", "cut");
            fields.put("from", cut.from());
            fields.put("to", cut.to());
            all.add(fields);
        });
        losses(all, faults.lossIn(), "to");
        losses(all, faults.lossOut(), "from");
        return all;
    }

    private static void losses(List<Map<String, Object>> all, NavigableMap<String, Integer> losses, String way) {
        losses.forEach((node, percent) -> {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("kind", "loss");
            fields.put(way, node);
            fields.put("percent", percent);
            all.add(fields);
        });
    }
}
