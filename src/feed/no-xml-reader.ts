/** Stands for `sax` in the Worker (wrangler.toml): the feed library's XML package would read with it, and only writes. */

export {};
