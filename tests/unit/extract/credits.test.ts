import { describe, expect, test } from 'vitest';
import { readAuthors, readSourceName } from '../../../src/extract/credits.ts';
import { extractFields } from '../../support/extract-fields.ts';

const names = (text: string) => readAuthors(text).map(({ name }) => name);

describe('authors', () => {
  test.each([
    ['Jane Doe and John Roe', ['Jane Doe', 'John Roe']],
    ['By Jane Doe, John Roe & Ann Lee', ['Jane Doe', 'John Roe', 'Ann Lee']],
    ['Written by Jane Doe', ['Jane Doe']],
    ['张三、李四', ['张三', '李四']],
    ['作者：张三 李四', ['张三', '李四']],
    ['文/张三', ['张三']],
    ['张三 编辑：李四', ['张三']],
    ['张三 2025-06-03 12:11', ['张三']],
    ['Jane Doe, Jane Doe', ['Jane Doe']],
    ['von Jane Doe', ['Jane Doe']],
    ['Par Jane Doe', ['Jane Doe']],
    ['Jane Doe Abgelegt unter: Straßen', ['Jane Doe']],
    ['Von Miller', ['Von Miller']],
    ['Von Jane Doe', ['Jane Doe']],
    ['Jane von der Heide', ['Jane von der Heide']],
    ['Written by Jane Doe in Roads on 3 June 2025. 51 Comments', ['Jane Doe']],
    ['Jane Doe 0 Kommentare', ['Jane Doe']],
    ['Jane Doe on 3 June 2025', ['Jane Doe']],
    ['Women in Roads', ['Women in Roads']],
    ['Jane Doe, Local Democracy Reporter', ['Jane Doe']],
    ['Jane Doe -', ['Jane Doe']],
    ['彭冲 山东冠县报道', ['彭冲']],
    ['张三 摄影报道', ['张三']],
    ['张三 阅读(1660)', ['张三']],
    ['Jane Doe, The Ham Post', ['Jane Doe']],
    ['Jane Doe | Ham Post', ['Jane Doe']],
    ['Jane Doe – Ham Post', ['Jane Doe']],
    ['Jane Doe for the Ham Post', ['Jane Doe']],
    ['Jane Doe jane@ham.example', ['Jane Doe']],
    ['Jane Doe Staff Writer', ['Jane Doe']],
    ['Jane Doe (she/her)', ['Jane Doe']],
    ['Dr. Jane Doe, PhD', ['Dr. Jane Doe']],
    ['Jane Doe and 2 others', ['Jane Doe']],
    ['Written by: Jane Doe; edited by: John Roe', ['Jane Doe']],
    ['Published by Jane Doe on 3 June 2025', ['Jane Doe']],
    ['Por: Ana García', ['Ana García']],
    ['Dodał: Jan Kowalski', ['Jan Kowalski']],
    ['Автор статьи: Анна Иванова', ['Анна Иванова']],
    ['كاتب المقال: سامي حداد', ['سامي حداد']],
    ['投稿者：山田太郎', ['山田太郎']],
    ['撰稿人：张三', ['张三']],
    ['张三（镇文化站）', ['张三']],
    ['张三、李四等', ['张三', '李四']],
  ])('%s is %j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each([
    '104363',
    'L_104485',
    'name',
    'admin',
    'Super User',
    '未知',
    '佚名',
    '管理员',
    '发布于 2025-06-03 12:11',
    '发布于：昨天',
    '2025年6月3日',
    'size="20"',
    'www.town.example',
    'jane@town.example',
    'jane[at]town.example',
    'social.test/town',
    'No Author',
    '查看更多',
    'Discuz! Team',
    'Posted on',
    '3 min read',
    '记者',
    '大汉网络',
    'Site Admin',
    'ham_admin',
    'user_1044',
    'editor01',
    'Guest Author',
    'Redazione',
    'La Rédaction',
    'Autor: unbekannt',
    'Администратор',
    '投稿者: admin',
    '관리자',
    '管理者',
    '未署名',
    '-',
    '',
  ])('%j is nobody', (text) => {
    expect(names(text)).toEqual([]);
  });
});

describe('who wrote an article', () => {
  const text =
    '<p>The parish council met on Monday evening, and agreed to mend the roof, and the market hall too.</p>';
  const read = (body: string) => {
    const page = `<html><head><title>Roof</title></head><body>${body}</body></html>`;
    const { authors, source, contentHtml } = extractFields(page, 'text/html', {
      timezone: 'UTC',
      directory: [],
    });
    return { names: authors?.map(({ name }) => name), source: source?.name, contentHtml };
  };

  test.each([
    ['镇报记者 张三', ['张三']],
    ['本网记者 张三 摄影报道', ['张三']],
    ['（镇融媒体中心记者 张三 通讯员 李四）', ['张三', '李四']],
    ['（文/张三 图/李四）', ['张三']],
    ['（张三 镇里报道）', ['张三']],
    ['文字：张三', ['张三']],
    ['Submitted by Jane Doe on Mon, 06/03/2025 - 10:12', ['Jane Doe']],
    ['Posted on June 3, 2025 by Jane Doe', ['Jane Doe']],
    ['Publié le 3 juin 2025 par Jane Doe', ['Jane Doe']],
    ['Publicado em 03/06/2025 10h30 — Por Ana de Souza', ['Ana de Souza']],
    ['Veröffentlicht am 3. Juni 2025 von Jane Doe', ['Jane Doe']],
    ['Von Jane Doe und John Roe', ['Jane Doe', 'John Roe']],
    ['Par Jane Doe et John Roe', ['Jane Doe', 'John Roe']],
    ['A cura di Jane Doe', ['Jane Doe']],
    ['이영희 기자', ['이영희']],
    ['이영희 기자 | 입력 2025.06.03 10:30', ['이영희']],
    ['이영희 기자 lee@ham.example', ['이영희']],
    ['מאת: דנה כהן', ['דנה כהן']],
    ['كتب: سامي حداد', ['سامي حداد']],
    ['بقلم: سامي حداد', ['سامي حداد']],
  ])('is told by the line %s, which is no part of its text', (line, expected) => {
    for (const inner of [`<p>${line}</p>${text}`, `${text}<p>${line}</p>`])
      expect(read(`<article><h1>Roof</h1>${inner}</article>`)).toMatchObject({
        names: expected,
        contentHtml: text,
      });
  });

  test.each([
    'Von Hamburg nach Berlin fahren die Züge wieder.',
    'Par la route et par le train',
    'Opened on 3 June 2025 by Mayor Jane Doe of Ham',
    '记者 会上了解到，镇里将修缮屋顶。',
    '기자 회견이 열렸다',
  ])('is not told by a line of the text: %s', (line) => {
    const { names, contentHtml } = read(`<article><h1>Roof</h1>${text}<p>${line}</p></article>`);
    expect(names).toBeUndefined();
    expect(contentHtml).toBe(`${text}<p>${line}</p>`);
  });

  test.each(['blog-author-name', 'article-byline', 'article__author', 'news-list-author', 'byline__name'])(
    'is told by an element of the class %s',
    (name) => {
      const byline = `<div class="${name}">Jane Doe</div>`;
      for (const body of [`<h1>Roof</h1>${byline}<div>${text}</div>`, `<h1>Roof</h1>${byline}${text}`])
        expect(read(body)).toMatchObject({ names: ['Jane Doe'], contentHtml: text });
    },
  );

  test.each([
    ['By Jane Doe<br>Staff Writer', ['Jane Doe']],
    ['<div>By Jane Doe</div><div>Staff Writer</div>', ['Jane Doe']],
    ['Jane Doe<br>jane@ham.example', ['Jane Doe']],
  ])('is told by %s, whose parts are no one word', (inner, expected) => {
    const body = `<h1>Roof</h1><div class="byline">${inner}</div><div>${text}</div>`;
    expect(read(body)).toMatchObject({ names: expected, contentHtml: text });
  });

  test('is told right below the text, and its source too, where nothing above tells it', () => {
    const below = '<div class="f"><p>Автор: Анна Иванова</p><p>Источник: Town news</p></div>';
    const page = (inner: string) => `<h1>Roof</h1><div class="entry-content">${text}${text}</div>${inner}`;
    expect(read(page(below))).toMatchObject({ names: ['Анна Иванова'], source: 'Town news' });
    const other = '<p>Author: John Roe</p><p>Source: Another paper</p>';
    expect(read(page(`<h3>More from Ham</h3>${other}`))).toMatchObject({
      names: undefined,
      source: undefined,
    });
    expect(read(page(`<article>${other}</article>`)).names).toBeUndefined();
    expect(read(`<p>Author: Jane Doe</p>${page(below)}`)).toMatchObject({ names: ['Jane Doe'] });
  });

  test.each([
    '<figure><img src="/a.jpg" alt="Roof"><p>Quelle: Jane Doe</p></figure>',
    '<figure><img src="/a.jpg" alt="Roof"><figcaption>Source: Jane Doe</figcaption></figure>',
    '<p class="caption">Source: Jane Doe</p>',
    '<div class="bild"><p>Quelle: Jane Doe</p></div>',
  ])('is not whose picture it has, nor is that its source: %s', (picture) => {
    for (const body of [`<h1>Roof</h1>${picture}<div>${text}</div>`, `<h1>Roof</h1>${text}${picture}${text}`])
      expect(read(body)).toMatchObject({ names: undefined, source: undefined });
  });
});

describe('the site’s own name among authors', () => {
  const text =
    '<p>The parish council met on Monday evening, and agreed to mend the roof, and the market hall too.</p>';
  const read = (author: string, byline = '') =>
    extractFields(
      `<html><head><meta property="og:site_name" content="Ham News"><meta name="author" content="${author}"></head><body><h1>Roof</h1>${byline}${text}${text}</body></html>`,
      'text/html',
      { timezone: 'UTC', directory: [] },
    ).authors;

  test.each([
    ['is none beside a person’s', 'Jane Doe, Ham News', undefined, 'Jane Doe'],
    [
      'gives way to the name that the page shows',
      'Ham News',
      '<p class="byline">By Jane Doe</p>',
      'Jane Doe',
    ],
    ['stays where there is no other', 'Ham News', undefined, 'Ham News'],
    [
      'stays where the page shows it in other words',
      'Ham News',
      '<p class="byline">Author: Ham News Team</p>',
      'Ham News',
    ],
  ])('%s', (_, author, byline, expected) => {
    expect(read(author, byline)).toEqual([{ name: expected }]);
  });
});

describe('a source', () => {
  test.each([
    ['来源：镇报 举报', '镇报'],
    ['来源：[ 镇报 ] [ 我来说两句 ]', '镇报'],
    ['[ 镇报 ]', '镇报'],
    ['镇报 ] [ 我来说两句 ]', '镇报'],
    ['镇报（海外版）', '镇报（海外版）'],
    ['Town (Ham) Gazette', 'Town (Ham) Gazette'],
    ['来源：镇报 分享', '镇报'],
    ['来源：镇报 网友评论 0 条', '镇报'],
    ['来源：镇报 发表评论', '镇报'],
    ['來源：鎮報 我要評論(12)', '鎮報'],
    ['本文来源：镇报 责任编辑：李四', '镇报'],
    ['镇报 】', '镇报'],
    ['镇报作者：李四', '镇报'],
    ['镇报记者 张三', '镇报'],
    ['镇报字号', '镇报'],
    ['21世纪经济报道', '21世纪经济报道'],
    ['镇报 2025-06-03', '镇报'],
    ['镇报 2025年6月3日第2版', '镇报'],
    ['某网（记者 张三）', '某网'],
    ['文化局 點閱數：12', '文化局'],
    ['Stadt Ham, Bild: Max Muster', 'Stadt Ham'],
    ['Urząd Miasta, fot. Anna Nowak', 'Urząd Miasta'],
    ['Source: The Harbour Post', 'The Harbour Post'],
    ['镇报（海外版）', '镇报（海外版）'],
  ])('%s is %s', (text, expected) => {
    expect(readSourceName(text)).toBe(expected);
  });

  test.each(['网络', '来源：', '转载', '未知', '来源：未知', '/'])('%s is none', (text) => {
    expect(readSourceName(text)).toBeNull();
  });

  test.each([
    ['Source: Ham Post | Tweet | Print', 'Ham Post'],
    ['Quelle: Stadt Ham | Drucken', 'Stadt Ham'],
    ['Fuente: Ayuntamiento · Compartir', 'Ayuntamiento'],
    ['Источник: ТАСС Поделиться', 'ТАСС'],
    ['出典：町役場　印刷', '町役場'],
    ['출처 : 군청 공유', '군청'],
    ['發布機關：文化局　最後異動：114-06-03', '文化局'],
    ['来源：镇报（海外版）', '镇报（海外版）'],
  ])('is told without the buttons behind it, whatever they are called: %s', (line, name) => {
    const text =
      '<p>The parish council met on Monday evening, and agreed to mend the roof, and the hall too.</p>';
    const page = `<html><body><h1>Roof</h1><div>${line}</div>${text}</body></html>`;
    expect(extractFields(page, 'text/html', { timezone: 'UTC', directory: [] }).source?.name).toBe(name);
  });

  test.each([
    '2025-06-03 12:11更新 来源：镇报 发表评论',
    '发表于2025-06-03 21:30| 1164次阅读| 来源镇报| 0 条评论| 作者张三',
    '本文来源：镇报 责编：李四',
  ])('is told by the line %s, which is no part of the text', (line) => {
    const text = '<p>镇图书馆定于6月3日开馆，欢迎市民前来参观。</p><p>开馆当天有三场讲座，市民不必预约。</p>';
    const page = `<html><body><h1>开馆</h1><div>${line}</div>${text}</body></html>`;
    const { source, contentHtml } = extractFields(page, 'text/html', { timezone: 'UTC', directory: [] });
    expect(source).toEqual({ name: '镇报', url: null });
    expect(contentHtml).toBe(text);
  });

  test('that the page names is the article’s, before the site itself', () => {
    const page = `<html><head><meta property="og:site_name" content="镇门户网"></head><body><h1>开馆</h1>
      <div>2025-06-03 来源：<a>镇报</a> <a>举报</a></div><p>镇图书馆定于6月3日开馆，欢迎市民前来参观。</p></body></html>`;
    const { source, datePublished } = extractFields(page, 'text/html', { timezone: 'UTC', directory: [] });
    expect(source).toEqual({ name: '镇报', url: null });
    expect(datePublished).toBe('2025-06-03T00:00:00Z');
  });
});
