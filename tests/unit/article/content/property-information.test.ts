import * as whole from 'property-information';
import { expect, it } from 'vitest';
import { find, html } from '../../../../src/article/content/property-information.ts';

it('every attribute of HTML is known as the package knows it', () => {
  const foreign = /^x(?:link|ml|mlns)/;
  const names = Object.keys(whole.html.normal).filter((name) => !foreign.test(name));
  expect(names.length).toBeGreaterThan(300);
  for (const name of names) expect(find(html, name)).toEqual(whole.find(whole.html, name));
});
