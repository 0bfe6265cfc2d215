import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAccent, measureContrast } from '../../../src/http/pages/accent.ts';

const readHex = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
const contrast = (one: string, other: string) => measureContrast(readHex(one), readHex(other));

describe('the colour of a publication', () => {
  it.each([
    ['#8c1c13', '#8c1c13'],
    ['#035', '#003355'],
    ['rgb(0, 51, 85)', '#003355'],
    ['RGB(0 51 85)', '#003355'],
    ['hsl(204 100% 16.667%)', '#003355'],
    ['hsl(-156deg, 100%, 16.667%)', '#003355'],
  ])('%s is %s, which can be read as it is', (written, light) => {
    expect(chooseAccent(written)?.light).toBe(light);
  });

  it.each(['', 'red;}', '#12345', 'rgb(1 2)', 'rgb(a b c)', 'url(x)', '#zzz'])('%s is none', (written) => {
    expect(chooseAccent(written)).toBeNull();
  });

  it('can be read on both sheets, and white and black on it, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
        const accent = chooseAccent(`#${value.toString(16).padStart(6, '0')}`);
        if (accent === null) throw new Error('no accent');
        for (const ground of ['#fbf9f4', '#f3efe6', '#ffffff'])
          expect(contrast(accent.light, ground)).toBeGreaterThanOrEqual(7);
        for (const ground of ['#171410', '#211d17'])
          expect(contrast(accent.dark, ground)).toBeGreaterThanOrEqual(7);
      }),
    );
  });
});
