package dev.portcullis.prompt.file;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import dev.portcullis.prompt.reading.Paths;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where each name and each item begins in front matter that was read before, by path; a name of the outermost mapping is its path. */
final class FrontPlaces {

    private final Iterator<Event> events;
    private final int firstLine;
    private final Map<String, Place> places = new HashMap<>();

    private FrontPlaces(Iterator<Event> events, int firstLine) {
        this.events = events;
        this.firstLine = firstLine;
    }

    static Map<String, Place> of(String yaml, int firstLine) {
        FrontPlaces found = new FrontPlaces(new Parse(LoadSettings.builder().build()).parseString(yaml).iterator(), firstLine);
        while (found.events.hasNext()) {
            if (found.events.next() instanceof MappingStartEvent) {
                found.mapping("", true);
            }
        }
        return found.places;
    }

    private void mapping(String path, boolean outermost) {
        for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
            String name = key instanceof ScalarEvent scalar ? scalar.getValue() : "";
            String member = outermost ? name : Paths.member(path, name);
            put(member, key);
            value(events.next(), member);
        }
    }

    private void value(Event event, String path) {
        if (event instanceof MappingStartEvent) {
            mapping(path, false);
        } else if (event instanceof SequenceStartEvent) {
            int i = 0;
            for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
                String at = Paths.item(path, i++);
                put(at, item);
                value(item, at);
            }
        }
    }

    private void put(String path, Event event) {
        places.put(path, new Place(event.getStartMark().map(Mark::getLine).orElse(0) + firstLine, event.getStartMark().map(Mark::getColumn).orElse(0) + 1));
    }
}
