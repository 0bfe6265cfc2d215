/**
 * Stands for `character-entities-html4` and `character-entities-legacy` in the Worker (wrangler.toml): HTML is written with
 * numbers where a character needs a reference, and never asks for names.
 */

export const characterEntitiesHtml4 = {};
export const characterEntitiesLegacy: readonly string[] = [];
