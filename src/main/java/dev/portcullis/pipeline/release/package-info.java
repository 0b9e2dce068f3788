/** What a call knows of the releases that it is a part of: which side it is on, and for whom. */
package dev.portcullis.pipeline.release;
