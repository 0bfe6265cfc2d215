// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'parse5';
import { describe, expect, it } from 'vitest';
import { cleanPastedHtml } from '../../../browser/editor/paste.ts';
import { readRtfPictures } from '../../../browser/editor/paste-rtf.ts';
import { isSameContent } from '../../../browser/editor/rich-text-schema.ts';
import { readContent } from '../../../src/article/content/content.ts';
import { hold, publishPasted, word, wordItem } from './publish-pasted.ts';

const readFixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/pasted', name), 'utf8').trim();

describe('what is pasted keeps its look', () => {
  it.each([
    ['by elements', '<p>a <b>b</b> <i>c</i> <sub>d</sub> <sup>e</sup></p>'],
    [
      'by styles',
      '<p>a <span style="font-weight:700">b</span> <span style="font-style: italic">c</span> <span style="vertical-align:sub">d</span> <span style="VERTICAL-ALIGN: Super">e</span></p>',
    ],
    [
      'by Apple’s programs, which raise text by so many pixels',
      '<style>span.s1 {font-weight: bold} span.s4 {vertical-align: 4.0px}</style><p class="p1">a <span class="s1">b</span> <i>c</i> <span style="vertical-align: -3.0px">d</span> <span class="s4">e</span><span style="vertical-align: -1px"></span></p>',
    ],
    [
      'by classes of its style sheet',
      word(
        '<p class=MsoNormal>a <span class=X1>b</span> <span class=X2>c</span> <span class="X3 other">d</span> <span class=X4>e</span></p>',
        'span.X1 {mso-style-name:"a; b";\n font-weight:bold;} .X2 {font-style:italic} span.X3, p.Y {vertical-align:sub} span.X4 {vertical-align:super !important}',
      ),
    ],
    [
      'by elements as its style sheet has them',
      '<style>h2, dfn {font-style: normal} KBD {font-weight: 700} samp {font-style: italic}</style><p>a <kbd>b</kbd> <samp>c</samp> <sub>d</sub> <sup>e</sup></p>',
    ],
    [
      'by Word, whose declarations for other scripts say nothing of this one',
      word(
        `<p><span style='mso-bidi-font-weight:bold;mso-bidi-font-style:italic'>a </span><b style='mso-bidi-font-weight:normal'><span lang=EN>b</span></b> <i style='mso-bidi-font-style:normal'>c</i> <sub>d</sub> <sup><span style='vertical-align:baseline'>e</span></sup></p>`,
      ),
    ],
    [
      'by Google Docs, which wraps all of it in a <b> that is not bold',
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;font-style:normal;vertical-align:baseline">a </span><span style="font-weight:700;font-style:normal;vertical-align:baseline">b</span><span> </span><span style="font-weight:400;font-style:italic">c</span><span> </span><span><span style="font-size:0.6em;vertical-align:sub;">d</span></span><span> </span><span><span style="font-size:0.6em;vertical-align:super;">e</span></span></p></b>',
    ],
    [
      'by LibreOffice',
      '<p class="western" align="left"><font face="Liberation Serif">a <b>b</b> <i>c</i> <sub>d</sub> <font size="2"><sup>e</sup></font></font></p>',
    ],
  ])('%s', (_kind, html) => {
    expect(publishPasted(html)).toBe('<p>a <strong>b</strong> <em>c</em> <sub>d</sub> <sup>e</sup></p>');
  });

  it.each([
    ['<u>a</u> b', '<u>a</u> b'],
    ['<span style="text-decoration-line: underline">a</span> b', '<u>a</u> b'],
    [
      '<span style="text-decoration:underline line-through"><b>a</b></span> b',
      '<strong><s><u>a</u></s></strong> b',
    ],
    [
      '<a href="https://example.org/"><span style="text-decoration:underline">a</span> <u>b</u></a>',
      '<a href="https://example.org/">a b</a>',
    ],
    ['<u><a href="https://example.org/">a</a> b</u>', '<a href="https://example.org/">a</a><u> b</u>'],
    ['m<span style="position:relative;top:-3.0pt;mso-text-raise:3.0pt">2</span>', 'm<sup>2</sup>'],
    ['H<span style="position:relative;top:3.0pt;mso-text-raise:-3.0pt">2</span>O', 'H<sub>2</sub>O'],
    [
      'm<span style="vertical-align:30%">2</span>, <span style="mso-text-raise:1.0pt">n</span>',
      'm<sup>2</sup>, n',
    ],
  ])('underlined, and raised by a length: %s', (html, expected) => {
    expect(publishPasted(`<p>${html}</p>`)).toBe(`<p>${expected}</p>`);
  });

  it('and what only browsers show: italics of works, quotation marks, brackets of readings', () => {
    expect(
      publishPasted(
        '<p><cite>a</cite> <q>b</q> <ruby>漢字<rt>かんじ</rt></ruby> <ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby></p>',
      ),
    ).toBe('<p><em>a</em> “b” 漢字（かんじ） 東(とう)</p>');
  });

  it('and what is declared normal inside of bold text is so', () => {
    expect(publishPasted('<p><b>a<span style="font-weight:normal">b</span>c</b></p>')).toBe(
      '<p><strong>a</strong>b<strong>c</strong></p>',
    );
    expect(publishPasted("<p><b>a <span style='font:7pt Arial'>b</span></b></p>")).toBe(
      '<p><strong>a </strong>b</p>',
    );
  });

  it('and a heading is no bold text because its style says so', () => {
    expect(
      publishPasted(word('<h2 style="font-weight:bold">A <i>b</i></h2><p>c</p>', 'h2 {font-weight:bold}')),
    ).toBe('<h2>A <em>b</em></h2><p>c</p>');
  });
});

describe('what is pasted keeps its lists', () => {
  it.each([
    ['1.', '2.', '<ol><li>A</li><li>B</li></ol>'],
    ['3)', '4)', '<ol start="3"><li>A</li><li>B</li></ol>'],
    ['a)', 'b)', '<ol type="a"><li>A</li><li>B</li></ol>'],
    ['h.', 'i.', '<ol start="8" type="a"><li>A</li><li>B</li></ol>'],
    ['i.', 'ii.', '<ol type="i"><li>A</li><li>B</li></ol>'],
    ['IV.', 'V.', '<ol start="4" type="I"><li>A</li><li>B</li></ol>'],
    ['·', '·', '<ul><li>A</li><li>B</li></ul>'],
    ['o', '§', '<ul><li>A</li><li>B</li></ul>'],
    ['（一）', '（二）', '<p>（一）A</p><p>（二）B</p>'],
    ['一、', '二、', '<p>一、A</p><p>二、B</p>'],
    ['第三条', '第四条', '<p>第三条 A</p><p>第四条 B</p>'],
    ['①', '②', '<p>① A</p><p>② B</p>'],
    ['01.', '02.', '<p>01. A</p><p>02. B</p>'],
    ['1.1.', '1.2.', '<p>1.1. A</p><p>1.2. B</p>'],
  ])('from Word: %s and %s', (first, second, expected) => {
    expect(publishPasted(word(wordItem(1, first, 'A') + wordItem(1, second, 'B')))).toBe(expected);
  });

  it('from Word, with their levels, and with the number that follows a paragraph amid them', () => {
    const items = [
      wordItem(1, '1.', 'A'),
      wordItem(2, 'a)', 'B'),
      wordItem(3, '·', 'C'),
      wordItem(2, 'b)', 'D'),
      '<p class=MsoNormal>Between.</p>',
      wordItem(1, '2.', 'E'),
      wordItem(2, '（一）', 'F'),
      wordItem(1, '3.', 'G'),
    ];
    expect(publishPasted(word(items.join('\n')))).toBe(
      '<ol><li>A<ol type="a"><li>B<ul><li>C</li></ul></li><li>D</li></ol></li></ol><p>Between.</p>' +
        '<ol start="2"><li><p>E</p><p>（一）F</p></li><li>G</li></ol>',
    );
  });

  it('from Word, where the list is told by the style of its paragraphs alone', () => {
    const sheet =
      'p.MsoListNumber {mso-list:l1 level1 lfo2} p.MsoListBullet {mso-list:l2 level1 lfo3} @list l1:level1 {mso-level-tab-stop:18.0pt} @list l2:level1 {mso-level-number-format:bullet}';
    const body = '<p class=MsoListNumber>A</p><p class=MsoListNumber>B</p><p class=MsoListBullet>C</p>';
    expect(publishPasted(word(body, sheet))).toBe('<ol><li>A</li><li>B</li></ol><ul><li>C</li></ul>');
  });

  it('from Word, where a letter alone counts, unless its font makes a picture of it', () => {
    const lettered = (letter: string, font: string) =>
      wordItem(1, `<span style='font-family:${font}'>${letter}</span>`, letter);
    const items = (font: string) => ['a', 'b', 'n', 'o'].map((letter) => lettered(letter, font)).join('');
    expect(publishPasted(word(items('Calibri')))).toBe(
      '<ol type="a"><li>a</li><li>b</li></ol><ol start="14" type="a"><li>n</li><li>o</li></ol>',
    );
    expect(publishPasted(word(wordItem(1, '<font face="Wingdings">Ø</font>', 'A')))).toBe(
      '<ul><li>A</li></ul>',
    );
    for (const font of ['Wingdings', 'Symbol', '"Courier New"'])
      expect(publishPasted(word(items(font)))).toBe('<ul><li>a</li><li>b</li><li>n</li><li>o</li></ul>');
    expect(publishPasted(word(['v', 'o'].map((letter) => wordItem(1, letter, letter)).join('')))).toBe(
      '<ul><li>v</li><li>o</li></ul>',
    );
    expect(publishPasted(word(['Anm.', 'Frist'].map((one) => wordItem(1, one, 'A')).join('')))).toBe(
      '<p>Anm. A</p><p>Frist A</p>',
    );
  });

  it('from Word through a browser that made lists of it already, whose paragraphs still say so', () => {
    const paragraph = (level: number, text: string) =>
      `<p style="margin-left:0.5in; mso-list: l0 level${level} lfo1;">${text}</p>`;
    expect(
      publishPasted(
        `<ol style="list-style-type: decimal;"><li>${paragraph(1, 'A')}<ol style="list-style-type: lower-alpha;"><li>${paragraph(2, 'B')}</li></ol></li><li>${paragraph(1, 'C')}</li></ol>`,
      ),
    ).toBe('<ol><li>A<ol type="a"><li>B</li></ol></li><li>C</li></ol>');
  });

  it('from Word, whose items may be typewritten', () => {
    const item = wordItem(1, '·', 'A')
      .replace(/^<p /, '<pre ')
      .replace(/<\/p>$/, '</pre>');
    expect(publishPasted(word(item + item))).toBe('<ul><li>A</li><li>A</li></ul>');
  });

  it('from Word, and headings and rows of tables keep the numbers that they show', () => {
    const heading = (marker: string, text: string) =>
      wordItem(1, marker, text).replaceAll(/(?<=<\/?)p(?=[ >])/g, 'h3');
    expect(publishPasted(word(`${heading('a.', 'A')}${heading('IV.', 'B')}${heading('（二）', 'C')}`))).toBe(
      '<h3>a. A</h3><h3>IV. B</h3><h3>（二）C</h3>',
    );
    const row = (marker: string, text: string) =>
      `<tr><td>${wordItem(1, marker, '')}</td><td>${text}</td></tr>`;
    expect(publishPasted(word(`<table>${row('1.', 'A')}${row('2.', 'B')}${row('iii)', 'C')}</table>`))).toBe(
      '<table><tbody><tr><td>1.</td><td>A</td></tr><tr><td>2.</td><td>B</td></tr><tr><td>iii)</td><td>C</td></tr></tbody></table>',
    );
  });

  it('from WPS, and a numbered heading stays a heading with its number', () => {
    const heading = `<h2 style="mso-list:l0 level1 lfo1;"><![if !supportLists]><span style="mso-list:Ignore;">一、<span>&nbsp;</span></span><![endif]><b style="mso-bidi-font-weight:normal">总则</b></h2>`;
    expect(publishPasted(word(`${heading}<p class=MsoNormal>第一\n 条</p>`))).toBe(
      '<h2>一、<strong>总则</strong></h2><p>第一条</p>',
    );
  });

  it('from Google Docs and LibreOffice, whose inner lists stand beside their items', () => {
    expect(
      publishPasted(
        '<ol style="margin-top:0"><li dir="ltr" style="list-style-type:decimal" aria-level="1"><p><span>A</span></p></li><ol><li style="list-style-type:lower-alpha" aria-level="2"><p>B</p></li></ol><li style="list-style-type:decimal"><p>C</p></li></ol>',
      ),
    ).toBe('<ol><li>A<ol type="a"><li>B</li></ol></li><li>C</li></ol>');
    expect(
      publishPasted(
        '<ul><li><p>A</p></li><ul><li><p>B</p></li></ul></ul><ol start="4"><li><p>C</p></li></ol>',
      ),
    ).toBe('<ul><li>A<ul><li>B</li></ul></li></ul><ol start="4"><li>C</li></ol>');
  });

  it('from the midst of another, whose outer items were not copied', () => {
    expect(
      publishPasted(
        '<ol><ol><ol><li style="list-style-type:lower-roman"><p>A</p></li></ol><li style="list-style-type:lower-alpha"><p>B</p></li></ol><li><p>C</p></li><ol><ol><li><p>D</p></li></ol></ol></ol><ul><ul></ul></ul>',
      ),
    ).toBe('<ol type="i"><li>A</li></ol><ol type="a"><li>B</li></ol><ol><li>C<ol><li>D</li></ol></li></ol>');
  });

  it('and what stands between their items keeps its place, as OneNote has it', () => {
    expect(
      publishPasted(
        '<ul><p>Intro</p><ol type=1><li value=1>A</li></ol><p>&nbsp;</p><ol type=a><li value=3>B</li><p>Loose</p><li>C</li></ol><p>End</p></ul>',
      ),
    ).toBe(
      '<p>Intro</p><ol><li>A</li></ol><ol start="3" type="a"><li><p>B</p><p>Loose</p></li><li>C</li></ol><p>End</p>',
    );
  });

  it('from Word on the web, which writes a list for each item', () => {
    const item = (name: string, level: number, start: number, text: string) =>
      `<div class="ListContainerWrapper SCXW1"><${name} role="list" start="${start}" style="list-style-type: ${name === 'ol' ? 'decimal' : 'disc'}"><li data-leveltext="" data-aria-level="${level}"><p><span>${text}</span></p></li></${name}></div>`;
    expect(publishPasted(item('ol', 1, 2, 'A') + item('ul', 2, 1, 'B') + item('ol', 1, 3, 'C'))).toBe(
      '<ol start="2"><li>A<ul><li>B</li></ul></li><li>C</li></ol>',
    );
  });

  it('from Word, where i is a letter or a number by what stands before it in the same list', () => {
    const items = [
      wordItem(1, 'h.', 'A'),
      wordItem(2, 'i.', 'B'),
      wordItem(2, 'ii.', 'C'),
      wordItem(1, 'i.', 'D'),
    ];
    expect(publishPasted(word(items.join('')))).toBe(
      '<ol start="8" type="a"><li>A<ol type="i"><li>B</li><li>C</li></ol></li><li>D</li></ol>',
    );
  });

  it.each([
    ['<ul style="list-style-type: decimal">', '</ul>', '<ol><li>A</li><li>B</li></ol>'],
    ['<ul style="list-style: inside lower-roman">', '</ul>', '<ol type="i"><li>A</li><li>B</li></ol>'],
    ['<ol style="list-style-type: disc">', '</ol>', '<ul><li>A</li><li>B</li></ul>'],
    ['<ol type="a" style="list-style-type: decimal">', '</ol>', '<ol><li>A</li><li>B</li></ol>'],
    [
      '<style>.x {list-style-type: upper-alpha}</style><ol class="x">',
      '</ol>',
      '<ol type="A"><li>A</li><li>B</li></ol>',
    ],
    ['<ol start="9" style="list-style-type: cjk-ideographic">', '</ol>', '<p>九、A</p><p>十、B</p>'],
    [
      '<ol start="20" style="list-style-type: simp-chinese-informal">',
      '</ol>',
      '<p>二十、A</p><p>二十一、B</p>',
    ],
    ['<ol style="list-style-type: decimal-leading-zero">', '</ol>', '<p>01. A</p><p>02. B</p>'],
  ])('with what their style shows before each item: %s', (begin, end, expected) => {
    expect(publishPasted(`${begin}<li>A</li><li>B</li>${end}`)).toBe(expected);
  });

  it('from Word on the web, whatever its lists stand in, every item in its place', () => {
    const item = (level: number, text: string) => `<li data-aria-level="${level}">${text}</li>`;
    expect(
      publishPasted(
        `<div class="ListContainerWrapper"><ul>${item(1, 'A')}</ul><ol>${item(1, 'B')}${item(1, 'C')}</ol><ol start="3">${item(1, 'D')}</ol></div>`,
      ),
    ).toBe('<ul><li>A</li></ul><ol><li>B</li><li>C</li><li>D</li></ol>');
    expect(
      publishPasted(
        `<ul>${item(1, 'A')}<ul>${item(2, 'B')}<ol>${item(3, 'C')}${item(3, 'D')}</ol>${item(2, 'E')}</ul></ul>`,
      ),
    ).toBe('<ul><li>A<ul><li>B<ol><li>C</li><li>D</li></ol></li><li>E</li></ul></li></ul>');
  });

  it('with the numbers that are shown, where items before them are empty or hold only a list', () => {
    expect(publishPasted('<ol><li>A</li><li><p></p></li><li></li><li>D</li></ol>')).toBe(
      '<ol><li>A</li></ol><ol start="4"><li>D</li></ol>',
    );
    expect(publishPasted('<ol type="a"><li>A</li><li> <ul><li>B</li></ul></li><li>C</li></ol>')).toBe(
      '<ol type="a"><li>A<ul><li>B</li></ul></li></ol><ol start="3" type="a"><li>C</li></ol>',
    );
    expect(publishPasted('<ol reversed><li>A</li><li></li><li>C</li></ol>')).toBe(
      '<ol start="3"><li>A</li></ol><ol><li>C</li></ol>',
    );
  });

  it('with numbers that stand in the text alone, and with those that count down', () => {
    expect(
      publishPasted('<ol style="list-style-type:none"><li>（一）A</li><li><p>（二）B</p></li></ol>'),
    ).toBe('<p>（一）A</p><p>（二）B</p>');
    // A page's own counter shows them, and does not come along.
    expect(publishPasted('<ol style="list-style:none"><li>A</li></ol>')).toBe('<ol><li>A</li></ol>');
    expect(publishPasted('<ol reversed><li>A</li><li>B</li></ol>')).toBe(
      '<ol start="2"><li>A</li></ol><ol><li>B</li></ol>',
    );
  });

  it.each([
    [
      'web pages',
      '<ul><li><input type="checkbox" checked disabled> A</li><li><label><input type=checkbox>B</label></li></ul>',
    ],
    [
      'Google Docs',
      '<ul><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,AA"><p><span>A</span></p></li><li role="checkbox" aria-checked="false"><p>B</p></li></ul>',
    ],
    [
      'Notion’s export',
      '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">A</span></li><li><div class="checkbox checkbox-off"></div> <span>B</span></li></ul>',
    ],
    [
      'editors of lists',
      '<ul data-type="taskList"><li data-checked="true"><label><input type="checkbox" checked><span></span></label><div><p>A</p></div></li><li data-checked="false"><label><input type="checkbox"></label><div><p>B</p></div></li></ul>',
    ],
    ['Confluence', '<ul class="inline-task-list"><li class="checked">A</li><li>B</li></ul>'],
    [
      'Evernote',
      '<ul style="--en-todo:true;"><li style="--en-checked:true;"><div>A</div></li><li style="--en-checked:false;"><div>B</div></li></ul>',
    ],
  ])('with its boxes ticked or not, as in %s', (_, html) => {
    expect(publishPasted(html)).toBe('<ul><li>☑ A</li><li>☐ B</li></ul>');
  });

  it('with boxes outside of lists', () => {
    expect(
      publishPasted(
        '<p><input type="checkbox" checked> A</p><div role="checkbox" aria-checked="false"></div><p>B</p>',
      ),
    ).toBe('<p>☑ A</p><p>☐</p><p>B</p>');
  });

  it('with an item that counts otherwise than the one before it', () => {
    expect(publishPasted('<ol><li>A</li><li value="5">B</li><li>C</li></ol>')).toBe(
      '<ol><li>A</li></ol><ol start="5"><li>B</li><li>C</li></ol>',
    );
  });
});

describe('what is pasted keeps its structure', () => {
  it.each([
    ['<h1>A</h1><h2>B</h2><h3>C</h3>', '<h2>A</h2><h3>B</h3><h4>C</h4>'],
    ['<h1>A</h1><h3>B</h3>', '<h2>A</h2><h3>B</h3>'],
    ['<h2>A</h2><h4>B</h4>', '<h2>A</h2><h4>B</h4>'],
    [
      "<p class=MsoTitle>A</p><p style='mso-outline-level:2'>B</p><p role=heading aria-level=3>C</p>",
      '<h2>A</h2><h3>B</h3><h4>C</h4>',
    ],
  ])('headings by level: %s', (html, expected) => {
    expect(publishPasted(html)).toBe(expected);
  });

  it('tables, with their caption before them and empty cells in their place', () => {
    expect(
      publishPasted(
        '<table><caption>Costs</caption><col width=64><tbody><tr><th>Part</th><td><p>&nbsp;</p></td></tr><tr><td colspan=2>Deck</td></tr></tbody></table>',
      ),
    ).toBe(
      '<p>Costs</p><table><tbody><tr><th>Part</th><td></td></tr><tr><td colspan="2">Deck</td></tr></tbody></table>',
    );
  });

  it.each([
    [
      'Word',
      `<p class=MsoNormal>Text<a style='mso-footnote-id:ftn1' href="file:///C:/clip.htm#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>[1]</span></span></a></p><div style='mso-element:footnote-list'><br clear=all><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Note</p></div></div>`,
      '<p>Text<sup><a href="#user-content-_ftn1" id="user-content-_ftnref1">[1]</a></sup></p><p><sup><a href="#user-content-_ftnref1" id="user-content-_ftn1">[1]</a></sup> Note</p>',
    ],
    [
      'LibreOffice',
      '<p>Text<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note</p></div>',
      '<p>Text<sup><a href="#user-content-sdfootnote1sym" id="user-content-sdfootnote1anc">1</a></sup></p><p><a href="#user-content-sdfootnote1anc" id="user-content-sdfootnote1sym">1</a>Note</p>',
    ],
    [
      'a page with a list of its contents',
      '<ul><li><a href="#b">B</a></li></ul><h2><a name="b"></a>B</h2><p id="unused">c</p>',
      '<ul><li><a href="#user-content-b">B</a></li></ul><h2 id="user-content-b">B</h2><p>c</p>',
    ],
  ])('notes and links to places, from %s', (_kind, html, expected) => {
    const published = publishPasted(html);
    // Which of two marks is the outer one says nothing to a reader.
    const inOneOrder = (text: string) =>
      text.replace(/(<a [^>]*>)<sup>([^<]*)<\/sup><\/a>/g, '<sup>$1$2</a></sup>');
    expect(
      inOneOrder(published).replaceAll(/<a id="([^"]*)" href="([^"]*)">/g, '<a href="$2" id="$1">'),
    ).toBe(expected);
  });

  it('the head of a table as its program marked it', () => {
    expect(
      publishPasted(
        '<table class=MsoNormalTable><thead><tr><td colspan=2><p class=MsoNormal>Costs</p></td></tr></thead><tr><td>1</td><td>2</td></tr></table>',
      ),
    ).toBe('<table><tbody><tr><th colspan="2">Costs</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>');
  });

  it('lines where the page shows them as such', () => {
    expect(
      publishPasted(
        '<div style="white-space: pre-wrap">One\ntwo <span>three\nfour</span> <span style="white-space:normal">five\nsix</span>\n</div><p>seven\neight</p>',
      ),
    ).toBe('<p>One<br>two three<br>four five six</p><p>seven eight</p>');
    expect(publishPasted('<div class="m">a\nb</div><style>.m {white-space:pre-line}</style>')).toBe(
      '<p>a<br>b</p>',
    );
  });

  it('links around paragraphs and headings, as links in each', () => {
    expect(
      publishPasted(
        '<a href="https://example.org/a"><h3>A <b>b</b></h3><div><p>C</p>d</div>\n</a><ul><li><a href="https://example.org/e"><p>E</p></a></li></ul>',
      ),
    ).toBe(
      '<h3><a href="https://example.org/a">A <strong>b</strong></a></h3><p><a href="https://example.org/a">C</a></p><p><a href="https://example.org/a">d</a></p><ul><li><a href="https://example.org/e">E</a></li></ul>',
    );
  });

  it('and what has no width makes no paragraph beside blocks and pictures', () => {
    expect(
      publishPasted(
        '\ufeff<p>A\ufeffB</p>&nbsp;\u200b<h2>C</h2><div>\u2060<p>D</p>&nbsp;</div><table><tr><td><img src="https://example.org/a.png">&nbsp;</td></tr></table>',
      ),
    ).toBe(
      '<p>AB</p><h2>C</h2><p>D</p><table><tbody><tr><td><img src="https://example.org/a.png"></td></tr></tbody></table>',
    );
  });

  it('and has no empty headings, paragraphs and items', () => {
    expect(
      publishPasted(
        '<p>A</p><p>&#8203;</p><h3>\u2060</h3><h2><br></h2><p class=MsoNormal><o:p>&nbsp;</o:p></p><br class="Apple-interchange-newline"><div><br></div><ul><li></li><li>B<br></li></ul><p>C<br></p>',
      ),
    ).toBe('<p>A</p><ul><li>B</li></ul><p>C</p>');
  });

  it.each([
    ['One<br>two<p>Three</p>', '<p>One<br>two</p><p>Three</p>'],
    ['<div>One<br>two<br><div>Three</div><br>Four<br><br></div>', '<p>One<br>two</p><p>Three</p><p>Four</p>'],
    [
      '<p><a href="https://example.org/">One<br></a>two</p>',
      '<p><a href="https://example.org/">One<br></a>two</p>',
    ],
    ['<p><a href="https://example.org/">One<br></a></p>', '<p><a href="https://example.org/">One</a></p>'],
    ['<p>A</p><br><br><p>B</p>', '<p>A</p><p>B</p>'],
    ['<p>A</p><div><br><hr></div><p>B</p>', '<p>A</p><hr><p>B</p>'],
  ])('and breaks of lines wherever words stand on both sides of them: %s', (pasted, expected) => {
    expect(publishPasted(pasted)).toBe(expected);
  });

  it('from mail, whose paragraphs are boxes', () => {
    expect(
      publishPasted(
        '<div class="elementToProof" style="font-size:12pt">Dear <b>all</b>,</div><div class="elementToProof"><br></div><div class="x_MsoNormal">Come.</div><span style="display:none">hidden</span>',
      ),
    ).toBe('<p>Dear <strong>all</strong>,</p><p>Come.</p>');
  });

  it('from Word and from a web page, as they come', () => {
    for (const name of ['word', 'web']) {
      expect(publishPasted(readFixture(`${name}.html`))).toBe(readFixture(`${name}.expected.html`));
    }
  });
});

describe('what is pasted', () => {
  it('counts the pictures that only its program has', () => {
    const { html, pictures } = cleanPastedHtml(
      '<p>A<img src="file:///C:/a.png"><img src="data:image/png;base64,AA=="><img src="https://example.org/a.png"></p>',
    );
    expect(pictures).toBe(2);
    expect(html).toBe('<p>A<img src="https://example.org/a.png"></p>');
  });

  it.each([
    ['<img src="data:image/gif;base64,R0" data-src="https://example.org/a.png">'],
    ['<img src="" srcset="https://example.org/s.png 1x, https://example.org/a.png 2x">'],
    ['<picture><source srcset="https://example.org/a.png"><img src="data:image/gif;base64,R0"></picture>'],
  ])('has the real address of a picture that had not been loaded yet: %s', (picture) => {
    expect(publishPasted(`<p>A</p>${picture}`)).toBe('<p>A</p><img src="https://example.org/a.png">');
  });

  it.each([
    ['<iframe src="https://video.example/a" title="The film"></iframe>'],
    ['<video src="https://video.example/a" aria-label="The film"></video>'],
    ['<video title="The film"><source src="https://video.example/a"></video>'],
    ['<object data="https://video.example/a" title="The film"><p>none</p></object>'],
    ['<object><embed src="https://video.example/a" title="The film"></object>'],
    ['<iframe src="https://video.example/a"></iframe>'],
    ['<p>See <audio src="https://video.example/a"></audio> now</p>'],
    ['<iframe src="https://video.example/a"></iframe> <iframe src="https://video.example/b"></iframe>'],
    ['<ul><li>B</li><li>C <iframe src="https://video.example/a"></iframe></li></ul>'],
    ['<p>x <math><msup><mi>y</mi><mn>2</mn></msup><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>'],
    ['<svg><title>Map of the town</title><path d="M0 0"></path></svg>'],
    ['<p>A <svg aria-label="Map of the town"></svg></p>'],
  ])('has in place of objects what the API puts there, and counts them: %s', (pasted) => {
    const { objects } = cleanPastedHtml(pasted);
    const content = readContent({ contentHtml: pasted }, 'https://example.org');
    expect(objects).toBeGreaterThan(0);
    expect(publishPasted(`<p>A</p>${pasted}`)).toBe(
      `<p>A</p>${content.ok ? content.value.html.replace(/(?<=<\/p>) (?=<p>)/, '') : ''}`,
    );
  });

  it('has nothing in place of objects that say nothing, or lead to no site', () => {
    const pasted =
      '<canvas>A</canvas><svg><path d="M0 0"></path></svg><iframe src="javascript:1"></iframe><iframe src="/a"></iframe>';
    expect(cleanPastedHtml(`<p>A</p>${pasted}`)).toEqual({ html: '<p>A</p>', pictures: 0, objects: 4 });
  });

  it('has no table where Word only placed a drawing by one', () => {
    expect(
      publishPasted(
        word(
          `<p>A<![if !vml]><span style='mso-ignore:vglayout'><table align=left><tr><td width=57></td></tr><tr><td></td><td><img src="https://example.org/a.png"></td></tr></table></span><![endif]>B</p><table><tr><td></td></tr></table>`,
        ),
      ),
    ).toBe(
      '<p>A</p><img src="https://example.org/a.png"><p>B</p><table><tbody><tr><td></td></tr></tbody></table>',
    );
  });

  it('from Word gets its pictures from the RTF beside it, in order, and counts those of other kinds', () => {
    const picture = (blip: string, digits: string) =>
      `{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn pib}{\\sv 75}}}\\picw480\\${blip}\\bliptag-10{\\*\\blipuid c331f7e3}\n${digits}}}` +
      `{\\nonshppict{\\pict\\picw480\\wmetafile8\\bliptag-10\n0102}}`;
    const rtf = `{\\rtf1\\ansi M\\'e4rz \\{ ${picture('pngblip', '0001\n02ff')}${picture('emfblip', '03')}${picture('jpegblip', 'FFD8')}}`;
    const html = [1, 2, 3].map((number) => `<img src="file:///C:/clip_image00${number}.png">`).join('');
    const clean = cleanPastedHtml(`<p>A${html}</p>`, true, readRtfPictures(rtf));
    expect(clean.html).toBe(
      '<p>A<img src="data:image/png;base64,AAEC/w=="><img src="data:image/jpeg;base64,/9g="></p>',
    );
    expect(clean.pictures).toBe(1);
    // With one more of them nobody knows which is whose.
    const more = cleanPastedHtml(`<p>A${html}<img src="file:///C:/d.png"></p>`, true, readRtfPictures(rtf));
    expect(more).toEqual({ html: '<p>A</p>', pictures: 4, objects: 0 });
  });

  it('from the view itself stays as it is, and from another editor of its kind is tidied', () => {
    const html = '<h1 data-pm-slice="1 1 []">A</h1><p></p>';
    expect(cleanPastedHtml(html).html).toBe(html);
    expect(
      cleanPastedHtml(
        '<h1 data-pm-slice="1 1 []">A</h1><p class="x"></p><div data-media="1"><img src="blob:https://example.org/1"></div>',
      ),
    ).toEqual({ html: '<h2>A</h2>', pictures: 1, objects: 0 });
  });

  it('links to no file of a computer', () => {
    expect(publishPasted('<p><a href="file:///C:/Users/a.docx">A</a></p>')).toBe('<p>A</p>');
  });
});

describe('words of an element', () => {
  /** What nobody sees of a page, and what only acts. */
  const UNSEEN = ['script', 'style', 'template', 'title', 'noscript', 'button'];
  const others =
    'abbr area audio bdi bdo blink canvas cite data del dfn dir element figcaption ins kbd label legend map mark math meter output picture progress q samp slot small spacer sub sup svg time var video x-card o:p w:sdt';
  const names = [...new Set([...Object.values<string>(html.TAG_NAMES), ...others.split(' ')])];
  const places = [
    '%',
    '<p>%</p>',
    '<ul><li>%</li></ul>',
    '<table><tr><td>%</td></tr></table>',
    '<details>%</details>',
    '<dl><dt>%</dt></dl>',
    '<ruby>%</ruby>',
  ];

  it.each(names.filter((name) => !UNSEEN.includes(name)))(
    'are published or told as left out, wherever it stands: %s',
    (name) => {
      const pasted = ['<p>Before</p>', ...places]
        .map((place, index) => place.replace('%', `<${name}>Words ${index - 1}</${name}>`))
        .join('<p>Between</p>');
      const { pictures, objects } = cleanPastedHtml(pasted);
      const published = publishPasted(pasted);
      const lost = places.filter((_, index) => !published.includes(`Words ${index}`));
      expect({ published, lost: pictures + objects > 0 ? [] : lost }).toMatchObject({ lost: [] });
    },
  );
});

describe('the formatted view', () => {
  it.each([
    '<h3>A</h3>',
    '<h3>A</h3><p>B</p>',
    '<blockquote><p>A</p></blockquote>',
    '<pre><code>A</code></pre>',
    '<img src="https://example.org/a.png" alt="A">',
    '<figure><img src="https://example.org/a.png" alt="A"><figcaption>B</figcaption></figure>',
    '<table><tbody><tr><td>A</td></tr></tbody></table>',
    '<hr><p>A</p>',
  ])('holds an item of a list that begins with %s', (item) => {
    const html = `<ol start="2"><li>One</li><li>${item}</li><li>Three<ul><li>${item}</li></ul></li></ol>`;
    expect(hold(html)).toBe(html);
  });

  it.each([
    ['a caption', '<figcaption>Open &amp; dry</figcaption>'],
    ['whose it is', '<figcaption><small>Press office</small></figcaption>'],
    ['both', '<figcaption>Open <small>Press office</small></figcaption>'],
  ])('holds a picture with %s', (_, words) => {
    const html = `<p>A</p><figure><img src="https://example.org/a.png" alt="B" width="3" height="2">${words}</figure><p>C</p>`;
    expect(hold(html)).toBe(html);
  });

  it('holds the picture of a figure without words, and owns up to what it would lose of another', () => {
    const image = '<img src="https://example.org/a.png" alt="B">';
    expect(isSameContent(`<figure>${image}</figure>`, hold(`<figure>${image}</figure>`))).toBe(true);
    for (const figure of [
      `<figure>${image}<figcaption>A <a href="https://example.org/">link</a></figcaption></figure>`,
      `<figure>${image}${image}<figcaption>Two</figcaption></figure>`,
      `<figure>${image}<figcaption><small>Ours</small> and theirs</figcaption></figure>`,
      '<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>A table</figcaption></figure>',
    ]) {
      expect([figure, isSameContent(figure, hold(figure))]).toEqual([figure, false]);
    }
  });
});
