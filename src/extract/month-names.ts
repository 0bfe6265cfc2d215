/** The names of the months, in the languages that pages are written in, as the platform knows them. */

/** Those with which a page begins, so that English costs no other language's names. */
const FIRST_LOCALES = ['en', 'en-GB'];
const OTHER_LOCALES =
  'de de-AT fr es it pt nl pl ru uk tr ar ar-LB ar-DZ cs sk sv da nb fi et lt lv hu ro el id ca gl sl bg sr mk be is cy ga eu sq af he fa ur hi bn ta te th ka hy az uz fil'.split(
    ' ',
  );
/** "mar" of marzo, "févr" of février: fewer letters could be anything. */
const MIN_PREFIX_LETTERS = 3;

/** By what a word may be, whole or short; null: of two months. */
type MonthNames = ReadonlyMap<string, number | null>;

const knownMonths = new Map<readonly string[], MonthNames>();

/** The month (1 to 12) that a word names, whole or short, in any case; null where it names none, or two. */
export function findMonth(word: string): number | null {
  const plain = foldMonth(word);
  for (const locales of [FIRST_LOCALES, OTHER_LOCALES]) {
    const month = listMonthNames(locales).get(plain);
    if (month !== undefined) return month;
  }
  return null;
}

function listMonthNames(locales: readonly string[]): MonthNames {
  const found = knownMonths.get(locales) ?? addBeginnings(readMonthNames(locales));
  knownMonths.set(locales, found);
  return found;
}

/** The names, and each beginning that leaves no choice: a page of dates asks for one word after the other. */
function addBeginnings(names: MonthNames): MonthNames {
  const beginnings = new Map<string, number | null>();
  for (const [name, month] of names) {
    for (let length = MIN_PREFIX_LETTERS; length < name.length; length++)
      noteMonth(beginnings, name.slice(0, length), month);
  }
  return new Map([...beginnings, ...names]);
}

function noteMonth(months: Map<string, number | null>, name: string, month: number | null): void {
  const other = months.get(name);
  months.set(name, other === undefined || other === month ? month : null);
}

function readMonthNames(locales: readonly string[]): MonthNames {
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
        const name = foldMonth(parts.find(({ type }) => type === 'month')?.value ?? '').replace(
          /^(?:de |d['’])/,
          '',
        );
        if (/^\p{L}/u.test(name)) noteMonth(names, name, index + 1);
      }
    }
  }
  return names;
}

function foldMonth(word: string): string {
  return word
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.|\u0307/g, '')
    .trim();
}
