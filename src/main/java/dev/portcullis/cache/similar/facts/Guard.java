package dev.portcullis.cache.similar.facts;

/** One kind of fact. Symmetric: the order of the two does not matter. */
interface Guard {

    /** @return false if an answer to one of the two may be wrong for the other */
    boolean agree(Wording one, Wording other);
}
