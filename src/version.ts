/** The release, as `/health` tells it. */
export const VERSION = '0.1.0';
