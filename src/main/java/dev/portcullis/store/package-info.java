/**
 * PostgreSQL: the one that is named, or one of the gateway's own that is started before Quarkus and stopped after it; its tables;
 * word of changes from one replica to the others; how many replicas there are. Guarantees: nothing here is waited for on a call's
 * way, everything is bounded in time, and what was committed survives a kill of the gateway and of the database. While the
 * database is away, what is known stays in force, and it is asked again until it is back. Knows no other room.
 */
package dev.portcullis.store;
