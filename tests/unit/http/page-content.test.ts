import { describe, expect, it } from 'vitest';
import { preparePageContent } from '../../../src/http/pages/page-content.ts';

const prepare = (html: string) => preparePageContent(html, 'Table');

describe('an article’s content on its page', () => {
  it('stays as it is where there is nothing to add', () => {
    const html = '<p title="a &lt;table>">One &#x3C;table> <em>two</em></p>';
    expect(prepare(html)).toBe(html);
  });

  it('has its headings begin below the page’s title, in their order', () => {
    expect(prepare('<h1>A</h1><h2>B</h2><h6>C</h6>')).toBe('<h2>A</h2><h3>B</h3><h6>C</h6>');
    expect(prepare('<h4>A</h4><h5>B</h5>')).toBe('<h2>A</h2><h3>B</h3>');
  });

  it('has tables that a keyboard can scroll, and tables inside of them too', () => {
    const table = (inside: string) => `<table><tbody><tr><td>${inside}</td></tr></tbody></table>`;
    const wide = (inside: string) =>
      `<div class="wide" role="group" tabindex="0" aria-label="Table">${inside}</div>`;
    expect(prepare(table(table('x')))).toBe(wide(table(wide(table('x')))));
  });

  it('has pictures that are silent unless somebody described them', () => {
    expect(prepare('<img src="https://a.example/1.jpg">')).toBe(
      '<img alt="" loading="lazy" decoding="async" src="https://a.example/1.jpg">',
    );
    expect(prepare('<img src="https://a.example/1.jpg" alt="A bridge">')).toContain('alt="A bridge"');
  });

  it('keeps a title that looks like markup inside of its attribute', () => {
    const html = '<table title="<table> onclick=alert(1) x="><tbody><tr><td>x</td></tr></tbody></table>';
    expect(prepare(html)).toContain(html);
  });
});
