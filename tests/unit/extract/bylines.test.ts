import { describe, expect, test } from 'vitest';
import { readPasted as read } from '../../support/extract-fields.ts';

describe('who has written a text is told by a line like', () => {
  const texts = (line: string) => [
    `Bridge opens\n${line}\nThe bridge is open.`,
    `Bridge opens\n\nIt is open.\n\n${line}`,
  ];
  test.each([
    ['BY JANE DOE', ['JANE DOE']],
    ['VON HANNA BEISPIEL', ['HANNA BEISPIEL']],
    ['By Jane Doe, Associated Press', ['Jane Doe']],
    ['Von Hanna Beispiel, dpa', ['Hanna Beispiel']],
    ['Par Jean Dupont avec AFP', ['Jean Dupont']],
    ['Jane Doe, Staff Reporter', ['Jane Doe']],
    ['By Jane Doe @janedoe', ['Jane Doe']],
    ['By Jane Doe (jane@ham.example)', ['Jane Doe']],
    ['By Jane Doe · 3 June 2025 · 4 min read', ['Jane Doe']],
    ['Text: Hanna Beispiel', ['Hanna Beispiel']],
    ['Text und Fotos: Hanna Beispiel', ['Hanna Beispiel']],
    ['Autor/in: Hanna Beispiel', ['Hanna Beispiel']],
    ['Texto: Ana García', ['Ana García']],
    ['Tekst i zdjęcia: Jan Kowalski', ['Jan Kowalski']],
    ['Текст: Анна Иванова', ['Анна Иванова']],
    ['文・写真：山田太郎', ['山田太郎']],
    ['글·사진 김민수 기자', ['김민수']],
    ['기자명 김민수 기자', ['김민수']],
    ['本报记者张三', ['张三']],
    ['（记者张三）', ['张三']],
    ['（镇融媒体中心 张三 李四）', ['张三', '李四']],
    ['□本报记者 张三 通讯员 李四', ['张三', '李四']],
    ['記者王小明／花蓮報導', ['王小明']],
    ['【記者王小明／花蓮報導】', ['王小明']],
    ['Author: Jane Doe\nAuthor: John Roe', ['Jane Doe', 'John Roe']],
  ])('%j', (line, authors) => {
    for (const text of texts(line)) {
      const told = read(text);
      expect(told).toMatchObject({ title: 'Bridge opens', authors });
      expect(told.content).toHaveLength(1);
    }
  });

  test.each([
    '（记者手记）',
    '本报记者调查',
    'Text: Der Bürgermeister spricht.',
    'By Jane Doe (left), the bridge was opened.',
    'Jane Doe, Mayor',
    '供图说明',
  ])('and by none like %s, which stays', (line) => {
    for (const text of texts(line)) {
      const told = read(text);
      expect(told.authors).toBeUndefined();
      expect(told.content).toContain(line);
    }
  });

  test.each(['Redacción', 'La rédaction', 'Редакция', 'Redakcja'])('nor is %s anybody', (name) => {
    expect(read(`Bridge opens\n\nIt is open.\n\nAuthor: ${name}`).authors).toBeUndefined();
  });
});
