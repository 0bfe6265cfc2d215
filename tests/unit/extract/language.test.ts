import { describe, expect, test } from 'vitest';
import { chooseLanguage } from '../../../src/extract/language.ts';
import { extractFields } from '../../support/extract-fields.ts';

const TEXTS = {
  'zh-Hans': '镇政府昨天召开会议，决定从下个月起延长图书馆的开放时间，并在周末增加两名工作人员。',
  'zh-Hant': '鎮政府昨天召開會議，決定從下個月起延長圖書館的開放時間，並在週末增加兩名工作人員。',
  ja: '町は昨日の会議で、来月から図書館の開館時間を延長し、週末に職員を二人増やすことを決めました。',
  ko: '시는 어제 회의에서 다음 달부터 도서관 운영 시간을 늘리고 주말에 직원 두 명을 더 두기로 했다.',
  ar: 'قرر المجلس البلدي أمس تمديد ساعات عمل المكتبة ابتداء من الشهر المقبل وزيادة عدد الموظفين في عطلة نهاية الأسبوع.',
  he: 'מועצת העיר החליטה אתמול להאריך את שעות הפתיחה של הספרייה החל מהחודש הבא ולהוסיף שני עובדים בסופי השבוע.',
  el: 'Το δημοτικό συμβούλιο αποφάσισε χθες να παρατείνει το ωράριο της βιβλιοθήκης από τον επόμενο μήνα.',
  ru: 'Городской совет вчера решил продлить часы работы библиотеки со следующего месяца и добавить двух сотрудников в выходные, это новые люди.',
} as const;

describe('the language of a text that says it by its script', () => {
  for (const [language, text] of Object.entries(TEXTS)) {
    test(`${language} is told where the page says nothing, or another`, () => {
      expect(chooseLanguage(text, undefined)).toBe(language);
      expect(chooseLanguage(text, 'en')).toBe(language);
      expect(chooseLanguage(`${text} Wi-Fi, USB, GDP`, 'de')).toBe(language);
    });
  }

  test.each([
    [TEXTS['zh-Hans'], 'zh-CN'],
    [TEXTS['zh-Hans'], 'zh'],
    [TEXTS['zh-Hant'], 'zh-HK'],
    [TEXTS.ja, 'ja-JP'],
    [TEXTS.ar, 'ar-EG'],
  ])('%s stays what the page calls it where that says the same: %s', (text, declared) => {
    expect(chooseLanguage(text, declared)).toBe(declared);
  });

  test('a page that calls the other script its own is not believed', () => {
    expect(chooseLanguage(TEXTS['zh-Hant'], 'zh-CN')).toBe('zh-Hant');
    expect(chooseLanguage(TEXTS['zh-Hans'], 'zh-TW')).toBe('zh-Hans');
  });

  test.each([
    ['The library opens on Sundays from now on.', 'en'],
    ['Die Bücherei hat jetzt auch am Sonntag geöffnet.', 'de'],
    ['Міська рада вчора вирішила продовжити години роботи бібліотеки з наступного місяця.', 'uk'],
    ['Градският съвет реши вчера да удължи работното време на библиотеката от следващия месец.', 'bg'],
    ['شورای شهر دیروز تصمیم گرفت ساعات کار کتابخانه را از ماه آینده افزایش دهد.', 'fa'],
    ['די שטאָט־ראַט האָט נעכטן באַשלאָסן צו פאַרלענגערן די שעהן פון דער ביבליאָטעק, וואָס איז זייער גוט.', 'yi'],
    ['Mayor 李明 opens the library', 'en'],
    ['', 'fr'],
  ])('%s is in the language that the page says', (text, declared) => {
    expect(chooseLanguage(text, declared)).toBe(declared);
    expect(chooseLanguage(text, undefined)).toBeUndefined();
  });

  test('is found in pages and pasted texts, and converted characters are simplified ones', () => {
    const page = `<html lang="en"><body><h1>開放時間</h1><p>${TEXTS['zh-Hant']}</p></body></html>`;
    const options = { timezone: 'UTC', directory: [] };
    expect(extractFields(page, 'text/html', options).language).toBe('zh-Hant');
    expect(extractFields(page, 'text/html', { ...options, script: 'simplified' }).language).toBe('zh-Hans');
    expect(extractFields(TEXTS.ko, 'text/plain', options).language).toBe('ko');
  });
});

describe('the language of a text in Latin letters', () => {
  const texts = {
    en: 'The council decided that the library is to open on Sundays and that two people are to be hired for it. The hours are on the door, with the names of those who work there, and the plan was sent to all.',
    de: 'Der Rat hat entschieden, dass die Bücherei nun auch am Sonntag öffnet und zwei Leute dafür eingestellt werden. Die Zeiten stehen an der Tür, mit den Namen von allen, und das ist nicht alles, was auf dem Plan ist.',
    fr: 'Le conseil a décidé que la bibliothèque est ouverte le dimanche et que deux personnes sont engagées pour le service. Les heures sont dans une lettre que les habitants ont reçue, et le plan est affiché dans les rues du bourg.',
    es: 'El concejo decidió que la biblioteca abra los domingos y que dos personas trabajen en ella por la tarde. Las horas están en una carta para los vecinos del pueblo, con el plan de las obras, y se pueden leer en la puerta.',
    nl: 'De raad heeft besloten dat de bibliotheek op zondag open is en dat er een paar mensen voor het werk komen. Het plan is niet nieuw, maar de tijden zijn dat wel, en met een brief van de burgemeester weet nu iedereen het.',
  };

  test.each(Object.entries(texts))(
    'is told by its words where the page says nothing, or another: %s',
    (language, text) => {
      expect(chooseLanguage(text, undefined)).toBe(language);
      expect(chooseLanguage(text, `${language}-CH`)).toBe(`${language}-CH`);
      expect(chooseLanguage(text, 'pl')).toBe(language);
    },
  );

  test('is Bokmål or Nynorsk where the page says Norwegian', () => {
    const bokmål =
      'Kommunen sier at biblioteket ikke er åpent på søndag, og at en ny leder er ansatt fra høsten.';
    const nynorsk =
      'Kommunen seier at biblioteket ikkje er ope på søndag, og at ein ny leiar er tilsett frå hausten.';
    for (const tag of ['no', 'NO', 'no-NO']) {
      expect(chooseLanguage(bokmål, tag)).toBe('nb');
      expect(chooseLanguage(nynorsk, tag)).toBe('nn');
    }
    expect(chooseLanguage('', 'no')).toBe('nb');
    expect(chooseLanguage(bokmål, 'nb-NO')).toBe('nb-NO');
  });

  test('is what the page says where its words are not known, or tell two', () => {
    const catalan =
      'El consell va decidir que la biblioteca obri els diumenges i que dues persones hi treballin a la tarda. Les hores són en una carta per als veïns del poble, amb el pla de les obres, i es poden llegir a la porta.';
    expect(chooseLanguage(catalan, 'ca')).toBe('ca');
    expect(chooseLanguage(`${texts.en} ${texts.de}`, 'de')).toBe('de');
    expect(chooseLanguage(`${texts.en} ${texts.de} ${texts.de}`, undefined)).toBeUndefined();
  });
});
