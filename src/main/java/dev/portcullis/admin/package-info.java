/**
 * The control plane, {@code /admin/v1}: one resource a noun, each a thin layer of JSON over a feature's own class, which is why
 * this room alone may know the others and none may know it. Guarantees: nothing is answered without the role {@code admin}; every
 * change is in the audit, in one transaction with itself; every error is JSON. While the store is down, what needs it answers 503
 * within five seconds.
 */
package dev.portcullis.admin;
