/** Each dictionary of OpenCC is a text; the package types none of them by itself. */
declare module 'opencc-js/dict/*' {
  const dictionary: string;
  export default dictionary;
}
