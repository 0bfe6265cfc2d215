import { describe, expect, test } from 'vitest';
import { indexCases } from '../../../../src/article/names/name-cases.ts';
import { findNames } from '../../../../src/article/names/name-index.ts';

function find(text: string, ...names: string[]) {
  const bearers = names.map((name, index) => ({ slug: `s${index}`, name, aliases: [] }));
  return findNames(text.normalize('NFC'), bearers).map(({ start, end, slugs, isSure }) => ({
    text: text.normalize('NFC').slice(start, end),
    slugs,
    isSure,
  }));
}

describe('a name is found in the cases of its language', () => {
  test.each([
    ['Иван Петров', 'Мы видели {}.', 'Ивана Петрова, Ивану Петрову, Иваном Петровым, Иване Петрове'],
    [
      'Иван Ильич Петров',
      'Мы видели {}.',
      'Ивана Петрова, Ивана Ильича Петрова, Ивану Ильичу Петрову, Иваном Ильичом Петровым',
    ],
    ['Иван Петров', 'Мы видели {}.', 'Ивана Сергеевича Петрова, Ивану С. Петрову'],
    [
      'Олена Петрівна Шевчук',
      'Ми бачили {}.',
      'Олену Шевчук, Олени Петрівни Шевчук, Оленою Петрівною Шевчук',
    ],
    ['Анна Иванова', 'Мы видели {}.', 'Анны Ивановой, Анне Ивановой, Анну Иванову'],
    [
      'Дмитрий Достоевский',
      'Мы видели {}.',
      'Дмитрия Достоевского, Дмитрию Достоевскому, Дмитрием Достоевским',
    ],
    ['Мария Толстая', 'Мы видели {}.', 'Марии Толстой, Марию Толстую'],
    ['Пётр Коваль', 'Мы видели {}.', 'Петра Коваля, Петру Ковалю, Петром Ковалем'],
    ['Сергей Шойгу', 'Мы видели {}.', 'Сергея Шойгу, Сергеем Шойгу'],
    ['Павел Черных', 'Мы видели {}.', 'Павла Черных, Павлом Черных'],
    ['Александр Петров', 'Мы видели {}.', 'Александром Петровым'],
    [
      'Володимир Коваленко',
      'Ми бачили {}.',
      'Володимира Коваленка, Володимирові Коваленку, Володимиром Коваленком',
    ],
    ['Олена Шевчук', 'Ми бачили {}.', 'Олени Шевчук, Олену Шевчук, Оленою Шевчук'],
    ['Jan Kowalski', 'To słowa {}, że tak.', 'Jana Kowalskiego, Janowi Kowalskiemu, Janem Kowalskim'],
    ['Anna Nowak', 'To słowa {}, że tak.', 'Anny Nowak, Annie Nowak'],
    ['Maria Wójcik-Kowalska', 'To słowa {}, że tak.', 'Marii Wójcik-Kowalskiej'],
    ['Marek Wójcik', 'To słowa {}, że tak.', 'Marka Wójcika, Markiem Wójcikiem'],
    ['Petr Novák', 'Podle {} to byl úspěch.', 'Petra Nováka, Petru Novákovi, Petrem Novákem'],
    ['Jana Nováková', 'Podle {} to byl úspěch.', 'Jany Novákové, Janě Novákové, Janou Novákovou'],
    ['Pavel Černý', 'Podle {} to byl úspěch.', 'Pavla Černého, Pavlem Černým'],
    ['Matti Virtanen', 'Tämä on {} mukaan hyvä.', 'Matti Virtasen, Matti Virtaselle, Matti Virtasta'],
    ['Anna Mäkelä', 'Tämä on {} mukaan hyvä.', 'Anna Mäkelän, Anna Mäkelälle, Anna Mäkelästä'],
    [
      'Kovács János',
      'Láttuk, hogy {} is szól.',
      'Kovács Jánosnak, Kovács Jánost, Kovács Jánossal, Kovács Jánosról, Kovács Jánoshoz, Kovács Jánosé',
    ],
    ['Szabó Anna', 'Ez {} is tetszik.', 'Szabó Annának, Szabó Annát, Szabó Annával, Szabó Annáért'],
    ['Γιώργος Παπαδόπουλος', 'Είδαμε {} χθες.', 'του Γιώργου Παπαδόπουλου, τον Γιώργο Παπαδόπουλο'],
    ['Μαρία Παπαδοπούλου', 'Είδαμε {} χθες.', 'της Μαρίας Παπαδοπούλου'],
  ])('%s', (name, sentence, forms) => {
    const missed = forms
      .split(', ')
      .filter((form) => find(sentence.replace('{}', form), name)[0]?.isSure !== true);
    expect(missed).toEqual([]);
  });

  test('whole, with what it has in the text', () => {
    expect(find('Слова Ивана Петрова и Олени.', 'Иван Петров')).toEqual([
      { text: 'Ивана Петрова', slugs: ['s0'], isSure: true },
    ]);
  });

  test('and is not sure where the form is a woman’s name as well, or two may be meant', () => {
    expect(find('Слова Александра Петрова.', 'Александр Петров')).toMatchObject([{ isSure: false }]);
    expect(find('Об Александре Петрове.', 'Александр Петров', 'Александра Петрова')).toMatchObject([
      { isSure: false },
    ]);
    expect(find('Слова Ивана Петрова.', 'Иван Петров', 'Іван Петров', 'Ивана Петрова')).toMatchObject([
      { slugs: ['s2'] },
    ]);
  });

  test.each([
    ['Иван Петров', 'Иван Петрова пришла.'],
    ['Саша Петров', 'Саша Петрова пришла.'],
    ['Иван Петров', 'Слова Ивана Петровского.'],
    ['Иван Коваль', 'Слова Марии Коваль.'],
    ['Мария Коваль', 'Слова Марии Ковальской.'],
    ['Petr Novák', 'Podle Petra Nováková byl.'],
    ['Jan Nowak', 'Że Jana Nowak jest.'],
    ['Anna Nowak', 'Że Anny Nowakowskiej jest.'],
    ['Jan Kowal', 'Że Jana Kowalskiego jest.'],
    ['Ann Lee', 'Że Anna Lee jest.'],
    ['Kis Péter', 'Az nem Kis Péterfia.'],
    ['Matti Salo', 'Matti Salosen mukaan.'],
    ['Matti Virta', 'Matti Virtasen mukaan.'],
    ['Jan Kowalski', 'They saw Jana Kowalskiego.'],
  ])('but %s is not in “%s”', (name, text) => {
    expect(find(text, name)).toEqual([]);
  });
});

describe('a word is a case of no more words than there are endings', () => {
  const LETTERS = 'абвгдеийклмнопрстуцьюя';
  const numbers = Array.from({ length: 4_000 }, (_, index) => index);
  const vary = (index: number) =>
    [1, 22, 484].map((place) => LETTERS.charAt(Math.floor(index / place) % 22)).join('');
  test.each<[string, (index: number) => string]>([
    ['first name', (index) => `Иван Петр${vary(index)}`],
    ['surname', (index) => `Ив${vary(index)} Петров`],
    ['beginning of both', (index) => `Ив${vary(index)} Пе${vary(index)}`],
    ['name', () => 'Иван Петров'],
  ])('however many officials share a %s', (_, call) => {
    const bearers = numbers.map((index) => ({ slug: `s${index}`, name: call(index), aliases: [] }));
    const sizes = [...indexCases(bearers).words.values()].map((words) => words.size);
    expect(Math.max(...sizes)).toBeLessThan(40);
  });

  test('and all who bear it are told', () => {
    const names = ['Иван Петров', 'Иван Петровский', 'Иван Петров', 'Пётр Петров'];
    expect(find('Мы видели Ивана Петрова.', ...names)).toEqual([
      { text: 'Ивана Петрова', slugs: ['s0', 's2'], isSure: true },
    ]);
  });
});
