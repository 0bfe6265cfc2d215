/** Addresses as editors write them. */

/** "www.example.org" is an address to an editor. */
export function completeAddress(text: string): string {
  const address = text.trim();
  return address === '' || /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}

/** True for a place on somebody's computer, which no reader can reach. */
export function isComputerPath(text: string): boolean {
  return /^(?:[a-z]:[\\/]|\\\\|file:|~\/|\/(?:home|Users)\/)/i.test(text.trim());
}
