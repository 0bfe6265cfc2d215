import { describe, expect, it } from 'vitest';
import { buildChangeNoteHtml, buildWithdrawalNotice } from '../../../src/article/withdrawal-notice.ts';

function build(language: string, withdrawnReason: string | null = null) {
  return buildWithdrawalNotice({ title: 'T', language, withdrawnReason: withdrawnReason });
}

describe('the notice of a withdrawn article', () => {
  it.each([
    ['en', 'Withdrawn: T', '<p>This article has been withdrawn.</p>'],
    ['zh-CN', '已撤回：T', '<p>本文已被撤回。</p>'],
    ['ar', 'تم السحب: T', '<p dir="rtl">تم سحب هذا المقال.</p>'],
    ['ur-PK', 'واپس لیا گیا: T', '<p dir="rtl">یہ مضمون واپس لے لیا گیا ہے۔</p>'],
    ['fr', 'Retiré\u00A0: T', '<p>Cet article a été retiré.</p>'],
    ['de-AT', 'Zurückgezogen: T', '<p>Dieser Artikel wurde zurückgezogen.</p>'],
    ['es', 'Retirado: T', '<p>Este artículo ha sido retirado.</p>'],
  ])('speaks %s', (language, title, contentHtml) => {
    expect(build(language)).toEqual({ title, contentHtml });
  });

  it.each(['ja', 'x-private', ''])('speaks English where the language is %s', (language) => {
    expect(build(language).title).toBe('Withdrawn: T');
  });

  it('writes the characters of the article: traditional ones in Taiwan and Hong Kong', () => {
    const label = (language: string) => buildChangeNoteHtml('x', language);
    expect(build('zh-TW', 'x').contentHtml).toBe('<p>本文已被撤回。</p>\n<p><strong>原因：</strong>x</p>');
    expect(label('zh-Hant-HK')).toBe('<p><strong>更新：</strong>x</p>');
  });

  it('tells the reason as text, whatever is in it', () => {
    expect(build('en', ' <b>wrong</b> & old ').contentHtml).toBe(
      '<p>This article has been withdrawn.</p>\n<p><strong>Reason:</strong> &lt;b&gt;wrong&lt;/b&gt; &amp; old</p>',
    );
  });
});

describe('the line above a corrected article', () => {
  it('is in the language of the article and holds the note as text', () => {
    expect(buildChangeNoteHtml('1 < 2', 'en')).toBe('<p><strong>Updated:</strong> 1 &lt; 2</p>');
    expect(buildChangeNoteHtml('x', 'ar')).toBe('<p dir="rtl"><strong>تحديث:</strong> x</p>');
  });
});
