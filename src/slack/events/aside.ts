/** What begins so in a run's thread stays between people. */
export const ASIDE = /^[\s(_*]*aside\b/i;
