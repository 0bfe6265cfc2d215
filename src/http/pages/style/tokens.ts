/** Colours, faces and measures, as custom properties: what another page needs in order to look like ours. */

/**
 * Contrast is WCAG 2.2 AA in both schemes: 7:1 and more for text, 3:1 for what is not text. Faces are those that
 * the reader's system has; each script has its own, and the line height that its letters need.
 */
export const TOKENS_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbf9f4;
  --sheet: #f3efe6;
  --ink: #1d1a16;
  --quiet: #575047;
  --hairline: #d6cfc0;
  --field-line: #857c6d;
  --accent: #8c1c13;
  --accent-ink: #fff;
  --gutter: clamp(1rem, 4vw, 3rem);
}
/* Each part in a language of its own begins anew, so that a Latin part of an Arabic page is set as Latin. */
:where(:root, [lang]) {
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua",
    "Noto Serif", Georgia, "Songti SC", "Noto Serif CJK SC", "Noto Naskh Arabic", serif;
  --sans: "Gill Sans Nova", "Gill Sans", "Optima", "Segoe UI", "Noto Sans", system-ui, sans-serif;
  --line: 1.55;
  --measure: 34em;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171410;
    --sheet: #211d17;
    --ink: #ece6da;
    --quiet: #b5ab9b;
    --hairline: #3d372d;
    --field-line: #8d8372;
    --accent: #f2988a;
    --accent-ink: #171410;
  }
}
:lang(zh), :lang(yue) {
  --serif: "Iowan Old Style", "Palatino Linotype", P052, Georgia, "Songti SC", "Noto Serif CJK SC",
    "Noto Serif SC", "Source Han Serif SC", STSong, SimSun, serif;
  --sans: "Gill Sans", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
    system-ui, sans-serif;
  --line: 1.8;
  --measure: 38em;
}
:lang(zh-Hant), :lang(zh-TW), :lang(zh-HK), :lang(zh-MO) {
  --serif: "Iowan Old Style", "Palatino Linotype", P052, Georgia, "Songti TC", "Noto Serif CJK TC",
    "Noto Serif TC", "Source Han Serif TC", LiSong, PMingLiU, serif;
  --sans: "Gill Sans", "Segoe UI", "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC",
    system-ui, sans-serif;
}
:lang(ar), :lang(fa), :lang(ps), :lang(ckb), :lang(ug), :lang(sd) {
  --serif: "Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Traditional Arabic", Amiri, serif;
  --sans: "Noto Naskh Arabic UI", "Geeza Pro", "Segoe UI", "Noto Sans Arabic", Tahoma, sans-serif;
  --line: 1.85;
}
:lang(ur) {
  --serif: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", serif;
  --line: 2.3;
}
:lang(he), :lang(yi) {
  --serif: "Noto Serif Hebrew", "New Peninim MT", David, "Times New Roman", serif;
  --line: 1.7;
}
`;
