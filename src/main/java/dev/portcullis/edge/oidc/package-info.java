/**
 * Tokens of OpenID providers: whose they are, and whether they are good. Quarkus' settings and Quarkus' check of a token; the
 * issuers' keys are read here, because Quarkus would not start, or not recover, without an issuer (decision 005). Keys are in
 * memory: while an issuer is away its tokens are checked with those it gave last. No caller decides where a request goes to.
 */
package dev.portcullis.edge.oidc;
