package dev.portcullis.prompt.source;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.portcullis.prompt.Fault;
import dev.portcullis.prompt.file.Place;

/** Where in a file stands what a {@link Fault} names by its path. */
final class Places {

    private final Map<String, Place> places;
    private final UnaryOperator<String> written;
    private final Function<String, Optional<Place>> texts;

    /**
     * @param places  by path, as the file writes it; a part of a path that is not there stands where what is around it stands
     * @param written the path in the file of what a version's document has under another one
     * @param texts   where a text begins that stands in the file as it is
     */
    Places(Map<String, Place> places, UnaryOperator<String> written, Function<String, Optional<Place>> texts) {
        this.places = places;
        this.written = written;
        this.texts = texts;
    }

    FileFault of(String file, Fault fault) {
        Optional<Place> text = fault.line() > 0 ? texts.apply(fault.path()) : Optional.empty();
        if (text.isPresent()) {
            Place at = text.get().within(fault.line(), fault.column());
            return new FileFault(file, at.line(), at.column(), fault.message());
        }
        String path = written.apply(fault.path());
        Place at = find(path);
        String within = fault.line() > 0 ? " (line " + fault.line() + ", column " + fault.column() + " of the text)" : "";
        return new FileFault(file, at.line(), at.column(), (path.isEmpty() ? "" : path + ": ") + fault.message() + within);
    }

    Place find(String path) {
        String around = path;
        while (!around.isEmpty()) {
            Place place = places.get(around);
            if (place != null) {
                return place;
            }
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return Place.START;
    }
}
