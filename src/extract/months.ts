/** The names of the months, in the languages that pages are written in, as the platform knows them. */

/** Those with which a page begins, so that English costs no other language's names. */
const FIRST_LOCALES = ['en', 'en-GB'];
const OTHER_LOCALES =
  'de de-AT fr es it pt nl pl ru uk tr ar ar-LB ar-DZ cs sk sv da nb fi et lt lv hu ro el id ca gl sl bg'.split(
    ' ',
  );
/** "mar" of marzo, "févr" of février: fewer letters could be anything. */
const MIN_PREFIX_LETTERS = 3;

const known = new Map<readonly string[], ReadonlyMap<string, number | null>>();

/** The month (1 to 12) that a word names, whole or short, in any case; null where it names none, or two. */
export function findMonth(word: string): number | null {
  const plain = fold(word);
  for (const locales of [FIRST_LOCALES, OTHER_LOCALES]) {
    const names = listNames(locales);
    const exact = names.get(plain);
    if (exact !== undefined) return exact;
    const begun = [...names].filter(([name]) => name.startsWith(plain)).map(([, month]) => month);
    const [first, ...rest] = new Set(begun);
    if (plain.length >= MIN_PREFIX_LETTERS && first !== undefined && rest.length === 0) return first;
  }
  return null;
}

function listNames(locales: readonly string[]): ReadonlyMap<string, number | null> {
  const found = known.get(locales) ?? readNames(locales);
  known.set(locales, found);
  return found;
}

function readNames(locales: readonly string[]): ReadonlyMap<string, number | null> {
  const names = new Map<string, number | null>();
  for (const locale of locales) {
    for (const month of ['long', 'short'] as const) {
      // Beside a day the Slavic languages, Greek and Finnish have another form.
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, {
        month,
        day: 'numeric',
        timeZone: 'UTC',
      });
      for (let index = 0; index < 12; index++) {
        const parts = format.formatToParts(Date.UTC(2025, index, 15));
        const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '').replace(
          /^(?:de |d['’])/,
          '',
        );
        const other = names.get(name);
        if (/^\p{L}/u.test(name))
          names.set(name, other === undefined || other === index + 1 ? index + 1 : null);
      }
    }
  }
  return names;
}

function fold(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.|\u0307/g, '')
    .trim();
}
