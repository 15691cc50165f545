// Where a host asks for Trusted Types (see _headers), browsers make HTML of text or run a script only through this.

const asIs = (text) => text;
const rules = { createHTML: asIs, createScriptURL: asIs };

/** What our own files pass through; each caller says what it takes. */
export const trusted = globalThis.trustedTypes?.createPolicy("mionido", rules) ?? rules;
