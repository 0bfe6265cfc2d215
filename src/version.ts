/** The release, as `/health` and the User-Agent of messages tell it. */
export const VERSION = '0.1.0';
