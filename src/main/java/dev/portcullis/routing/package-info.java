/**
 * Which arm: a model's weighted targets, the same one for the same user where the model is sticky, and the models to fall back
 * to. A pure function of the configuration, the call and a source of randomness; needs no store.
 */
package dev.portcullis.routing;
