/** In place of `@ungap/structured-clone` in the Worker (wrangler.toml): that hands on to the platform, where it has this. */

export default structuredClone;
