/**
 * Which arm: a model's weighted targets, the same one for the same user where the model is sticky, and the models to fall back
 * to. A pure function of the configuration, the weights that operators and canaries set, the call and a source of randomness. While the
 * store is down the weights in force stay.
 */
package dev.portcullis.routing;
